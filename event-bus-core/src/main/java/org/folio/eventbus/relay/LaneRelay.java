/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.outbox.OutboxRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves events of some lanes of a tenant's outbox to Kafka in rounds: read, send, wait for the
 * acknowledgements, move to the journal. No transaction is open during the wait for Kafka.
 *
 * <p>Two instances may work on a lane at once, if one was paused and does not know that its lease
 * has expired. That does no harm: each sends in order from the first event that is not in the
 * journal, and Kafka's idempotent producer keeps its records in order. So all earlier events of a
 * key are on Kafka before any event that one of them sends first. Within an instance a lane is in
 * at most one round; the caller ensures that. Used on one context only.
 */
final class LaneRelay {

  private static final Logger LOG = LoggerFactory.getLogger(LaneRelay.class);

  private final Timeline timeline;
  private final RelayStore store;
  private final List<LaneLock> locks;
  private final RecordSender sender;
  private final List<Long> sendingSince = new ArrayList<>();
  private boolean stopped;

  /**
   * A relay of lanes.
   *
   * @param locks one lock for each lane, in the order of their numbers
   */
  LaneRelay(Timeline timeline, RelayStore store, List<LaneLock> locks, RecordSender sender) {
    this.timeline = timeline;
    this.store = store;
    this.locks = List.copyOf(locks);
    this.sender = sender;
  }

  /**
   * Relays the oldest events of those given lanes that this instance holds.
   *
   * @return the lanes in which further events may wait for this instance; fails if an event could
   *     not be read, sent or moved. A later publication wakes its lane, so an empty lane need not
   *     be checked again
   */
  Future<Set<Integer>> round(Set<Integer> wanted) {
    return held(wanted).compose(held -> held.isEmpty() ? nothing() : roundOf(held));
  }

  /** Starts no further round. */
  void stop() {
    stopped = true;
  }

  /** Hands over all lanes, after the last round. */
  Future<Void> release() {
    return Future.join(locks.stream().map(LaneLock::release).toList()).mapEmpty();
  }

  /** Milliseconds for which Kafka has not acknowledged a round; 0 if none is in flight. */
  long waitingMillis() {
    return sendingSince.stream()
        .mapToLong(since -> Duration.ofNanos(timeline.nanoTime() - since).toMillis())
        .max()
        .orElse(0);
  }

  private Future<Set<Integer>> roundOf(Set<Integer> held) {
    return store
        .next(held)
        .compose(
            round ->
                round.rows().isEmpty() || stopped
                    ? nothing()
                    : send(round.rows())
                        .compose(this::settle)
                        .compose(settled -> giveBack(held))
                        .map(kept -> round.more() ? kept : Set.of()));
  }

  private Future<Set<Integer>> held(Set<Integer> wanted) {
    Set<Integer> held = new TreeSet<>();
    List<Future<Boolean>> asked = new ArrayList<>();
    for (int lane : wanted) {
      asked.add(
          locks
              .get(lane)
              .acquire()
              .onSuccess(
                  mine -> {
                    if (mine) {
                      held.add(lane);
                    }
                  }));
    }
    return Future.all(asked).map(all -> held);
  }

  // To instances that have fewer.
  private Future<Set<Integer>> giveBack(Set<Integer> held) {
    Set<Integer> kept = new TreeSet<>();
    List<Future<Void>> given = new ArrayList<>();
    for (int lane : held) {
      if (locks.get(lane).wantedElsewhere()) {
        given.add(locks.get(lane).release());
      } else {
        kept.add(lane);
      }
    }
    return Future.all(given).map(all -> kept);
  }

  private Future<SendResult> send(List<OutboxRow> rows) {
    Long since = timeline.nanoTime();
    sendingSince.add(since);
    return sender.send(rows).onComplete(sent -> sendingSince.remove(since));
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

  private static Future<Set<Integer>> nothing() {
    return Future.succeededFuture(Set.of());
  }
}
