/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.time.Timeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time at keys that stand still without a poison event, and lets them flow when
 * they can: when the event that was missing has come, or when a release was interrupted. The
 * database knows them; so it does not matter which instance saw them stop. Used on one context
 * only.
 */
final class StoppedKeys {

  private static final Logger LOG = LoggerFactory.getLogger(StoppedKeys.class);

  // Missing events come back within seconds; a look at an index costs next to nothing.
  static final Duration INTERVAL = Duration.ofSeconds(2);

  private final SubscriptionStore store;
  private final RecordReader reader;
  private final Subscription subscription;
  private final Runnable stop;
  private Set<TenantId> tenants = Set.of();
  private boolean running;

  StoppedKeys(
      Timeline timeline, SubscriptionStore store, RecordReader reader, Subscription subscription) {
    this.store = store;
    this.reader = reader;
    this.subscription = subscription;
    this.stop = timeline.every(INTERVAL, this::look);
  }

  /** Changes whose keys are looked at. */
  void tenants(Set<TenantId> enabled) {
    tenants = Set.copyOf(enabled);
  }

  void close() {
    stop.run();
  }

  private void look() {
    if (running) {
      return;
    }
    running = true;
    Future<Void> looked = Future.succeededFuture();
    for (TenantId tenant : tenants) {
      looked = looked.compose(before -> look(tenant));
    }
    looked.onComplete(done -> running = false);
  }

  // Whatever fails is tried again at the next look, and an outage is told of by those who work.
  private Future<Void> look(TenantId tenant) {
    return store
        .releasable(tenant)
        .compose(
            keys -> {
              Future<?> released = Future.succeededFuture();
              for (StreamKey key : keys) {
                released =
                    released.compose(
                        before -> KeyRelease.byItself(store, reader, subscription, tenant, key));
              }
              return released;
            })
        .onFailure(
            cause ->
                LOG.debug(
                    "{}: keys of {} that stand still: {}",
                    subscription.name(),
                    tenant,
                    cause.toString()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }
}
