/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.log.LogCode;
import org.folio.eventbus.outbox.OutboxRound;
import org.folio.eventbus.outbox.OutboxRow;
import org.folio.eventbus.time.Timeline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties one lane of a tenant's outbox, round by round: read, send, wait for the acknowledgements,
 * move to the journal. No transaction is open while Kafka is waited for.
 *
 * <p>Two instances that work on a lane at once, because one was paused and does not know that its
 * lease is over, do no harm: each sends in order from the first event that is not in the journal,
 * and Kafka's idempotent producer lets none of its records overtake another; so whatever one has
 * sent first, all earlier events of the key lie on Kafka before it. Used on one context only.
 */
final class LaneRelay {

  private static final Logger LOG = LoggerFactory.getLogger(LaneRelay.class);

  // A database or broker that fails at once is asked again after this pause.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Timeline timeline;
  private final RelayStore store;
  private final LaneLock lock;
  private final RecordSender sender;
  private final TenantId tenant;
  private final int lane;
  private boolean running;
  private boolean wokenMeanwhile;
  private boolean stopped;
  private boolean failing;
  private long sendingSince;
  private boolean sending;
  private @Nullable Promise<Void> idle;

  LaneRelay(
      Timeline timeline,
      RelayStore store,
      LaneLock lock,
      RecordSender sender,
      TenantId tenant,
      int lane) {
    this.timeline = timeline;
    this.store = store;
    this.lock = lock;
    this.sender = sender;
    this.tenant = tenant;
    this.lane = lane;
  }

  /** Looks for events, now or after the round that is running. */
  void wake() {
    if (stopped) {
      return;
    }
    if (running) {
      wokenMeanwhile = true;
      return;
    }
    running = true;
    wokenMeanwhile = false;
    lock.acquire()
        .compose(held -> held ? drain() : Future.succeededFuture())
        .onComplete(
            done -> {
              running = false;
              if (done.failed()) {
                failed(done.cause());
              }
              if (idle != null) {
                idle.complete();
              } else if (done.succeeded() && wokenMeanwhile) {
                wake();
              }
            });
  }

  /** Stops after the round that is running, and lets others work on the lane. */
  Future<Void> stop() {
    stopped = true;
    if (!running) {
      return lock.release();
    }
    Promise<Void> ended = Promise.promise();
    idle = ended;
    return ended.future().compose(over -> lock.release());
  }

  /** Milliseconds for which Kafka has not acknowledged the round that is being sent; 0 if none. */
  long waitingMillis() {
    return sending ? Duration.ofNanos(timeline.nanoTime() - sendingSince).toMillis() : 0;
  }

  /** Whether the last round failed. */
  boolean failing() {
    return failing;
  }

  private Future<Void> drain() {
    return store
        .next(lane)
        .compose(
            round -> {
              if (round.rows().isEmpty() || stopped) {
                succeeded();
                return Future.succeededFuture();
              }
              sending = true;
              sendingSince = timeline.nanoTime();
              return sender
                  .send(round.rows())
                  .onComplete(sent -> sending = false)
                  .compose(this::settle)
                  .compose(settled -> stillOurs())
                  .compose(ours -> ours ? goOn(round) : Future.succeededFuture());
            });
  }

  // Who publishes meanwhile wakes the lane, so that an empty lane need not be looked at.
  private Future<Void> goOn(OutboxRound round) {
    if (round.more()) {
      return drain();
    }
    succeeded();
    return Future.succeededFuture();
  }

  private Future<Boolean> stillOurs() {
    return lock.wantedElsewhere() ? lock.release().map(false) : lock.acquire();
  }

  private Future<Void> settle(SendResult sent) {
    Future<Void> moved =
        sent.acknowledged().isEmpty()
            ? Future.succeededFuture()
            : store.journalise(sent.acknowledged());
    for (Map.Entry<OutboxRow, Throwable> refused : sent.refused().entrySet()) {
      moved = moved.compose(before -> park(refused.getKey(), refused.getValue()));
    }
    return sent.failure() == null
        ? moved
        : moved.compose(done -> Future.failedFuture(sent.failure()));
  }

  private Future<Void> park(OutboxRow row, Throwable cause) {
    return store
        .park(row, String.valueOf(cause.getMessage()))
        .onSuccess(
            parked ->
                LOG.error(
                    "{} Kafka refuses {}: {}. It is parked in the outbox and later events of its key wait behind it; remove the cause and release it.",
                    LogCode.EVENT_REFUSED,
                    row.event(),
                    cause.getMessage()));
  }

  private void succeeded() {
    if (failing) {
      LOG.info("{} Events of tenant {} are relayed again", LogCode.RELAY_GOES_ON, tenant);
    }
    failing = false;
  }

  private void failed(Throwable cause) {
    if (!failing) {
      LOG.warn(
          "{} Events of tenant {} stay in the outbox, because: {}. The relay goes on trying.",
          LogCode.RELAY_FAILED,
          tenant,
          cause.toString());
    }
    failing = true;
    if (!stopped) {
      timeline.after(PAUSE, this::wake);
    }
  }
}
