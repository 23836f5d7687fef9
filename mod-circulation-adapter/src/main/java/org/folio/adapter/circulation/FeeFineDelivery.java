/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation;

import io.vertx.core.Vertx;
import java.util.Map;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.DeliveryPolicy;
import org.folio.eventbus.okapi.deliver.EventDelivery;
import org.folio.eventbus.okapi.deliver.SystemTokens;

/** Delivers the events of fees and fines that mod-circulation handles to its endpoints. */
final class FeeFineDelivery {

  /** The subscription; part of every cursor, so it never changes. */
  static final String NAME = "circulation-fees-fines";

  /** mod-circulation's endpoint for each event (contract: circulation 3.1 and 3.2). */
  static final Map<String, String> PATHS =
      Map.of(
          "LOAN_RELATED_FEE_FINE_CLOSED",
          "/circulation/handlers/loan-related-fee-fine-closed",
          "FEE_FINE_BALANCE_CHANGED",
          "/circulation/handlers/fee-fine-balance-changed");

  /** mod-circulation reads loan and accounts for each event, so a late one does no harm. */
  static final SubscriptionPolicy POLICY = DeliveryPolicy.of(SubscriptionPolicy.OnGap.APPLY);

  private FeeFineDelivery() {}

  /** The subscription that delivers. */
  static Subscription subscription(Vertx vertx, OkapiSettings okapi) {
    return new Subscription(
        NAME,
        EventCatalog.ACCOUNT_EVENTS,
        PATHS.keySet(),
        new EventDelivery(vertx, okapi, new SystemTokens(vertx, okapi), PATHS),
        POLICY);
  }
}
