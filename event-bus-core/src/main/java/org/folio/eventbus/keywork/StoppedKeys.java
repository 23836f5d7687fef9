/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.keywork;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.store.SubscriptionStore;
import org.folio.eventbus.tenant.TenantSweep;

/**
 * Periodically checks stopped keys without a poison event, and resumes them when possible: the
 * missing event has arrived, or a release was interrupted. The database holds the keys, so it does
 * not matter which instance stopped them. Used on one context only.
 */
public final class StoppedKeys {

  // Missing events return within seconds; a look at an index costs almost nothing.
  static final Duration INTERVAL = Duration.ofSeconds(2);

  // Keys of one check; the rest follows at once.
  private static final int MOST_KEYS = 1_000;

  // Keys are independent, and a release mostly waits for the database; more at once would take
  // connections from running batches.
  private static final int AT_ONCE = 4;

  // How long one tenant may keep the others waiting.
  private static final Duration TURN = Duration.ofSeconds(10);

  private final Timeline timeline;
  private final Set<TenantId> releasing = new HashSet<>();
  private final SubscriptionStore store;
  private final RecordReader reader;
  private final Subscription subscription;
  private final int atOnce;
  private final TenantSweep sweep;

  public StoppedKeys(
      Timeline timeline,
      ProgressWatch watch,
      SubscriptionStore store,
      RecordReader reader,
      Subscription subscription) {
    this.timeline = timeline;
    this.store = store;
    this.reader = reader;
    this.subscription = subscription;
    // The policy decides how many calls a called module takes.
    this.atOnce = subscription.handler() instanceof ExternalHandler ? 1 : AT_ONCE;
    this.sweep =
        new TenantSweep(
            timeline,
            watch,
            INTERVAL,
            "The look at keys that stand still for subscription " + subscription.name(),
            this::look);
  }

  /** Changes the tenants whose keys are checked. */
  public void tenants(Set<TenantId> enabled) {
    sweep.tenants(enabled);
  }

  /** Checks a tenant's keys at once, because one of them can resume now. */
  public void soon(TenantId tenant) {
    sweep.soon(tenant);
  }

  public void close() {
    sweep.close();
  }

  // A failure is retried at the next check; running batches report outages.
  private Future<?> look(TenantId tenant) {
    if (releasing.contains(tenant)) {
      return Future.succeededFuture();
    }
    return store
        .releasable(tenant, MOST_KEYS)
        .compose(
            keys -> {
              releasing.add(tenant);
              Future<Void> released =
                  release(tenant, keys).onComplete(ended -> releasing.remove(tenant));
              // A called module may be slow; other tenants have their turn meanwhile.
              return timeline
                  .within(TURN, released)
                  .recover(
                      cause ->
                          cause instanceof TimeoutException
                              ? Future.succeededFuture()
                              : Future.failedFuture(cause));
            });
  }

  private Future<Void> release(TenantId tenant, List<StreamKey> keys) {
    long end = timeline.nanoTime() + TURN.toNanos();
    Iterator<StreamKey> next = keys.iterator();
    List<Future<Integer>> chains = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      chains.add(release(tenant, next, end, 0));
    }
    return Future.join(chains)
        .onSuccess(
            ended -> {
              boolean any = chains.stream().anyMatch(chain -> chain.result() > 0);
              if (keys.size() == MOST_KEYS && any) {
                sweep.soon(tenant);
              }
            })
        .mapEmpty();
  }

  private Future<Integer> release(
      TenantId tenant, Iterator<StreamKey> keys, long end, int released) {
    return !keys.hasNext() || timeline.nanoTime() > end
        ? Future.succeededFuture(released)
        : KeyRelease.byItself(store, reader, subscription, tenant, keys.next())
            .compose(result -> release(tenant, keys, end, released + result.released()));
  }
}
