/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.forward;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.adapter.patronblocks.fact.HandlerPaths;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.DeliveryPolicy;
import org.folio.eventbus.okapi.deliver.EventDelivery;
import org.folio.eventbus.okapi.deliver.SystemTokens;

/**
 * The deliveries to mod-patron-blocks. The subscriptions have their own names, and so their own
 * cursors and consumer groups: each mode keeps its progress, and resumes when it is selected again.
 */
public final class ForwardedStreams {

  /** The subscription that delivers loan events; its name is part of every cursor. */
  public static final String LOANS = "forwarded-loans";

  /** The subscription that delivers account events; its name is part of every cursor. */
  public static final String FEES_FINES = "forwarded-fees-fines";

  /**
   * mod-patron-blocks drops a check-in that arrives before its check-out, and takes the last
   * balance that arrives as the current one: a key must wait for missing events.
   */
  static final SubscriptionPolicy POLICY = DeliveryPolicy.of(SubscriptionPolicy.OnGap.STOP);

  private ForwardedStreams() {}

  /**
   * The subscriptions that deliver.
   *
   * @param okapi must have an address
   */
  public static List<Subscription> subscriptions(Vertx vertx, OkapiSettings okapi) {
    Set<String> loanTypes = EventCatalog.circulation().typeNames();
    EventDelivery delivery = delivery(vertx, okapi);
    ExternalHandler loans = event -> delivery.handle(DeliverableEvent.of(event));
    return List.of(
        new Subscription(LOANS, EventCatalog.LOAN_EVENTS, loanTypes, loans, POLICY),
        new Subscription(
            FEES_FINES,
            EventCatalog.ACCOUNT_EVENTS,
            PatronStreams.ACCOUNT_EVENT_TYPES,
            delivery,
            POLICY));
  }

  /**
   * Delivers to the handlers of mod-patron-blocks.
   *
   * @param okapi must have an address
   */
  public static EventDelivery delivery(Vertx vertx, OkapiSettings okapi) {
    return new EventDelivery(
        vertx,
        okapi,
        new SystemTokens(vertx, okapi),
        Stream.concat(
                EventCatalog.circulation().typeNames().stream(),
                PatronStreams.ACCOUNT_EVENT_TYPES.stream())
            .collect(Collectors.toMap(Function.identity(), HandlerPaths::of)));
  }
}
