/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.operate;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.admin.replay.Shadow;
import org.folio.eventbus.canary.Canaries;
import org.folio.eventbus.republish.JournalReplay;
import org.folio.eventbus.subscription.SubscriptionRunner;

/**
 * What operators can do.
 *
 * @param parked about parked and missing events
 * @param streams about many events at once
 * @param canaries to see whether the way is free
 */
public record Operators(ParkedActions parked, StreamActions streams, Canaries canaries) {

  /**
   * What operators of a module can do.
   *
   * @param published the streams that the module publishes
   * @param runners finds a subscription by its name, and fails if there is none
   */
  public static Operators of(
      Pool pool,
      ModuleSchema module,
      EventBusSettings settings,
      Set<String> published,
      Collection<Subscription> subscriptions,
      Function<String, Future<SubscriptionRunner>> runners,
      JournalReplay journal,
      Shadow shadow) {
    return new Operators(
        new ParkedActions(
            pool, module, name -> runners.apply(name).map(SubscriptionRunner::decisions)),
        new StreamActions(pool, module, published, runners, journal, shadow),
        new Canaries(pool, module, published, subscriptions, settings));
  }
}
