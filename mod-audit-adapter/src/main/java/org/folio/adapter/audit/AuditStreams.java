/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.DeliveryPolicy;
import org.folio.eventbus.okapi.deliver.EventDelivery;
import org.folio.eventbus.okapi.deliver.SystemTokens;

/**
 * The streams and subscriptions of the module. Names of subscriptions are part of every cursor and
 * never change. Each mode has subscriptions of its own. They keep their cursors and resume when the
 * mode is chosen again.
 */
final class AuditStreams {

  static final EventCatalog CATALOG =
      EventCatalog.circulationLog().and(EventCatalog.feesFinesLog());

  static final String CIRCULATION = "circulation-log";
  static final String FEES_FINES = "fees-fines-log";
  static final String FORWARDED_CIRCULATION = "forwarded-circulation-log";
  static final String FORWARDED_FEES_FINES = "forwarded-fees-fines-log";

  /** The path at which mod-audit accepts log records. */
  static final String HANDLER = "/audit/handlers/log-record";

  private AuditStreams() {}

  /** The subscriptions of mode own. */
  static List<Subscription> own(ExternalHandler handler) {
    return both(CIRCULATION, FEES_FINES, handler, DeliveryPolicy.ofQuestions());
  }

  /**
   * The subscriptions of mode forward.
   *
   * @param okapi must have an address
   */
  static List<Subscription> forwarded(Vertx vertx, OkapiSettings okapi) {
    EventDelivery delivery =
        new EventDelivery(
            vertx, okapi, new SystemTokens(vertx, okapi), Map.of(EventCatalog.LOG_RECORD, HANDLER));
    return both(
        FORWARDED_CIRCULATION,
        FORWARDED_FEES_FINES,
        delivery,
        DeliveryPolicy.of(SubscriptionPolicy.OnGap.APPLY));
  }

  private static List<Subscription> both(
      String circulation, String feesFines, ExternalHandler handler, SubscriptionPolicy policy) {
    Set<String> types = Set.of(EventCatalog.LOG_RECORD);
    return List.of(
        new Subscription(circulation, EventCatalog.CIRCULATION_LOG, types, handler, policy),
        new Subscription(feesFines, EventCatalog.FEES_FINES_LOG, types, handler, policy));
  }
}
