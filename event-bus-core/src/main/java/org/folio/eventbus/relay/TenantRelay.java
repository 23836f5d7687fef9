/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.time.Timeline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the lanes of one tenant's outbox. While little waits, one round takes from all lanes with
 * events, because a round costs two statements, a commit and a request to the brokers, whether it
 * moves one event or a hundred. A lane that one round does not empty continues on its own, beside
 * the others. Used on one context only.
 */
final class TenantRelay {

  private static final Logger LOG = LoggerFactory.getLogger(TenantRelay.class);

  // Pause before the next call to a database or broker that fails at once.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Timeline timeline;
  private final TenantId tenant;
  private final RelayStore store;
  private final LaneRelay relay;
  private final Set<Integer> woken = new TreeSet<>();
  private final Set<Integer> apart = new TreeSet<>();
  private final Set<Integer> failing = new TreeSet<>();
  private final Map<Set<Integer>, Long> begun = new HashMap<>();
  private @Nullable Throwable failure;
  private @Nullable Long failingSince;
  private boolean together;
  private @Nullable Promise<Void> idle;

  TenantRelay(Timeline timeline, TenantId tenant, RelayStore store, LaneRelay relay) {
    this.timeline = timeline;
    this.tenant = tenant;
    this.store = store;
    this.relay = relay;
  }

  TenantId tenant() {
    return tenant;
  }

  /** Makes lanes check for events, now or after the running round. */
  void wake(Set<Integer> lanes) {
    woken.addAll(lanes);
    begin();
  }

  /** Makes the lanes with waiting events check for them. */
  Future<?> look() {
    return store.lanes().onSuccess(this::wake);
  }

  /** Stops after the running rounds, and hands the lanes over. */
  Future<Void> stop() {
    relay.stop();
    Promise<Void> ended = Promise.promise();
    idle = ended;
    begin();
    return ended.future().compose(over -> relay.release());
  }

  long waitingMillis() {
    return relay.waitingMillis();
  }

  /** Why the last round of a lane failed; empty if all have succeeded since. */
  Optional<Throwable> failure() {
    return failing.isEmpty() ? Optional.empty() : Optional.ofNullable(failure);
  }

  /** Since when the oldest round has been running, or none has succeeded; empty if all is well. */
  OptionalLong standingSince() {
    return Stream.concat(begun.values().stream(), Stream.ofNullable(failingSince))
        .mapToLong(Long::longValue)
        .min();
  }

  private void begin() {
    if (idle != null) {
      if (!together && apart.isEmpty()) {
        idle.tryComplete();
      }
      return;
    }
    Set<Integer> ready = new TreeSet<>(woken);
    ready.removeAll(apart);
    if (together || ready.isEmpty()) {
      return;
    }
    woken.removeAll(ready);
    together = true;
    round(ready, () -> together = false);
  }

  private void goOn(int lane) {
    if (idle == null) {
      apart.add(lane);
      round(Set.of(lane), () -> apart.remove(lane));
    }
  }

  private void round(Set<Integer> lanes, Runnable ended) {
    begun.put(lanes, timeline.nanoTime());
    relay
        .round(lanes)
        .onComplete(
            done -> {
              begun.remove(lanes);
              ended.run();
              if (done.succeeded()) {
                succeeded(lanes);
                done.result().forEach(this::goOn);
              } else {
                failed(lanes, done.cause());
              }
              begin();
            });
  }

  private void succeeded(Set<Integer> lanes) {
    if (failing.removeAll(lanes) && failing.isEmpty()) {
      failingSince = null;
      LOG.info("{} Events of tenant {} are relayed again", LogCode.RELAY_GOES_ON, tenant);
    }
  }

  private void failed(Set<Integer> lanes, Throwable cause) {
    if (failing.isEmpty()) {
      failingSince = timeline.nanoTime();
      LOG.warn(
          "{} Events of tenant {} stay in the outbox, because: {}. The relay keeps trying.",
          LogCode.RELAY_FAILED,
          tenant,
          cause.toString());
    }
    failing.addAll(lanes);
    failure = cause;
    woken.removeAll(lanes);
    timeline.after(PAUSE, () -> wake(lanes));
  }
}
