/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import java.util.List;
import java.util.Set;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventType;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TopicChoice;
import org.folio.eventbus.okapi.deliver.DeliveryPolicy;

/**
 * The streams and subscriptions of the module. Names of subscriptions are part of every cursor and
 * never change. Each mode has subscriptions of its own. They keep their cursors and resume when the
 * mode is chosen again.
 */
final class RemoteStorageStreams {

  /**
   * The part of inventory storage's topic name after the tenant (contract: mod-remote-storage 5.2).
   */
  static final String ITEMS = "inventory.item";

  private static final String ITEM = "item";

  static final EventCatalog CATALOG =
      EventCatalog.circulationLog()
          .and(
              new EventCatalog(
                  List.of(EventType.domainEvent(ITEM, ITEMS, "itemDomainEvent.json"))));

  static final String RETRIEVALS = "retrieval-log";
  static final String ACCESSIONS = "accession-items";
  static final String FORWARDED = "forwarded-retrieval-log";

  /** The path at which mod-remote-storage accepts log records. */
  static final String HANDLER = "/remote-storage/pub-sub-handlers/log-record-event";

  private RemoteStorageStreams() {}

  /** The subscriptions of mode own. */
  static List<Subscription> own(ExternalHandler logRecords, ExternalHandler items) {
    SubscriptionPolicy policy = DeliveryPolicy.ofQuestions();
    return List.of(
        new Subscription(
            RETRIEVALS,
            EventCatalog.CIRCULATION_LOG,
            Set.of(EventCatalog.LOG_RECORD),
            logRecords,
            policy),
        new Subscription(ACCESSIONS, ITEMS, Set.of(ITEM), items, policy)
            .reading(TopicChoice.PER_TYPE));
  }

  /** The subscription of mode forward; mod-remote-storage reads the item records itself. */
  static Subscription forwarded(ExternalHandler delivery) {
    return new Subscription(
        FORWARDED,
        EventCatalog.CIRCULATION_LOG,
        Set.of(EventCatalog.LOG_RECORD),
        delivery,
        DeliveryPolicy.of(SubscriptionPolicy.OnGap.APPLY));
  }
}
