/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.decide.BatchResult;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Held;
import org.folio.eventbus.delivery.LaneBatch;
import org.folio.eventbus.delivery.Patience;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of some keys of one partition. A lane works on one batch at a time; so the order
 * of each key is kept, while other lanes go on. Times are those of {@link
 * org.folio.eventbus.base.time.Timeline#nanoTime}. Used on one context only.
 */
final class Lane {

  private final TopicPartition partition;
  private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
  private final Map<StreamKey, List<Held>> held = new HashMap<>();
  private final Set<StreamKey> woken = new HashSet<>();
  private final Set<StreamKey> wokenMeanwhile = new HashSet<>();
  private @Nullable Repeat repeat;
  private @Nullable LaneBatch running;
  private long runningSince;
  private long waitingSince;
  private boolean betweenTurns;
  private boolean closed;
  private @Nullable Long readySince;

  Lane(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  void add(Delivery delivery, long now) {
    if (waiting.isEmpty()) {
      waitingSince = now;
    }
    waiting.add(delivery);
  }

  boolean busy() {
    return running != null;
  }

  /** Number of deliveries that are in work or to be taken. */
  int unfinished() {
    return waiting.size()
        + (running == null ? 0 : running.deliveries().size())
        + (repeat == null ? 0 : repeat.deliveries().size());
  }

  /** The batch that is in work, or null. */
  @Nullable LaneBatch running() {
    return running;
  }

  /** Nanoseconds for which the batch has been in work since its last turn. */
  long runningFor(long now) {
    return running == null || betweenTurns ? 0 : now - runningSince;
  }

  void begin(LaneBatch batch, long now) {
    running = batch;
    readySince = null;
    wokenMeanwhile.clear();
    runningSince = now;
    waitingSince = now;
  }

  void end() {
    running = null;
  }

  /** The batch in work waits for another turn. */
  void waitForTurn() {
    betweenTurns = true;
  }

  /** The batch in work has another turn. */
  void goOn(long now) {
    betweenTurns = false;
    readySince = null;
    runningSince = now;
  }

  /** The tenant of what is to be done next; there must be something to do. */
  TenantId nextTenant() {
    if (running != null) {
      return running.deliveries().get(0).tenant();
    }
    Delivery next =
        repeat != null
            ? repeat.deliveries().get(0)
            : waiting.isEmpty()
                ? held.values().iterator().next().get(0).delivery()
                : waiting.peek();
    return next.tenant();
  }

  boolean closed() {
    return closed;
  }

  /** Gives everything up that is not being worked on. */
  void close() {
    closed = true;
    waiting.clear();
    held.clear();
    woken.clear();
    repeat = null;
  }

  /** Whether there is something to do at the given time. */
  boolean ready(long now, SubscriptionPolicy policy) {
    if (closed || busy()) {
      return false;
    }
    if (repeat != null) {
      return repeat.notBefore() <= now;
    }
    boolean enough =
        waiting.size() >= policy.batchSize()
            || !waiting.isEmpty() && now - waitingSince >= policy.batchAge().toNanos();
    return enough || !woken.isEmpty() || heldLongEnough(now, policy.hold());
  }

  /**
   * Since when the lane could work and does not; empty if it works or has nothing to do. A batch in
   * work has a limit of its own, that of its handler.
   */
  OptionalLong idleSince(long now, SubscriptionPolicy policy) {
    if (!ready(now, policy) && !betweenTurns) {
      readySince = null;
      return OptionalLong.empty();
    }
    if (readySince == null) {
      readySince = now;
    }
    return OptionalLong.of(readySince);
  }

  /** Whether there are deliveries that wait for others to come. */
  boolean ripens() {
    return !closed && !busy() && repeat == null && !waiting.isEmpty();
  }

  /** Whether keys wait for missing sequences. */
  boolean holds() {
    return !held.isEmpty();
  }

  /** Number of deliveries that wait for missing sequences. */
  int heldCount() {
    return held.values().stream().mapToInt(List::size).sum();
  }

  /** Looks at a key again, because a predecessor of what is held was applied elsewhere. */
  void wake(StreamKey key, long now) {
    List<Held> ofKey = held.get(key);
    if (ofKey != null) {
      ofKey.replaceAll(one -> new Held(one.delivery(), now, now, one.cursor()));
      woken.add(key);
    } else if (busy()) {
      wokenMeanwhile.add(key);
    }
  }

  /** Looks at all held keys again. */
  void wakeAll() {
    woken.addAll(held.keySet());
  }

  /** When the oldest delivery was written that nobody has looked at, in milliseconds. */
  OptionalLong oldestUnseen() {
    // Those that wait are in the order of their writing.
    return waiting.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(waiting.element().timestamp());
  }

  /** What has been looked at and is not finished. */
  Stream<Delivery> seen() {
    Stream<Delivery> inWork = running == null ? Stream.of() : running.deliveries().stream();
    Stream<Delivery> again = repeat == null ? Stream.of() : repeat.deliveries().stream();
    Stream<Delivery> kept = held().map(Held::delivery);
    return Stream.of(inWork, again, kept).flatMap(deliveries -> deliveries);
  }

  /** What waits for missing sequences. */
  Stream<Held> held() {
    return held.values().stream().flatMap(List::stream);
  }

  /** Lets some of what is held wait anew. */
  void waitAnew(Predicate<Held> which, long now) {
    for (List<Held> ofKey : held.values()) {
      ofKey.replaceAll(
          one -> which.test(one) ? new Held(one.delivery(), now, one.first(), one.cursor()) : one);
    }
  }

  /** What waits, for whatever reason. */
  Stream<Delivery> notInWork() {
    Stream<Delivery> again = repeat == null ? Stream.of() : repeat.deliveries().stream();
    Stream<Delivery> kept = held().map(Held::delivery);
    return Stream.of(again, kept, waiting.stream()).flatMap(deliveries -> deliveries);
  }

  /** What is to be tried again, or null. */
  @Nullable Repeat repeat() {
    return repeat;
  }

  /** Sets aside deliveries that are to be tried again, before or beside the others of this lane. */
  void repeatLater(Repeat later) {
    repeat = later;
  }

  /**
   * Takes the next batch: deliveries of one tenant, and with them all held ones of their keys.
   *
   * @param most number of new deliveries
   * @param room number of deliveries that this lane may hold
   */
  LaneBatch take(int most, long now, Duration hold, int room) {
    List<Delivery> deliveries = new ArrayList<>();
    int failures = 0;
    long failingSince = 0;
    Repeat again = repeat;
    repeat = null;
    if (again != null) {
      deliveries.addAll(again.deliveries());
      failures = again.failures();
      failingSince = again.failingSince();
    }
    if (again == null || again.result().alone()) {
      int before = deliveries.size();
      takeWaiting(deliveries, most);
      // What is new has a retry budget of its own.
      failingSince = deliveries.size() == before ? failingSince : now;
    }
    Set<StreamKey> keys = new HashSet<>();
    deliveries.stream()
        .filter(delivery -> delivery.event() != null)
        .forEach(delivery -> keys.add(delivery.streamKey()));
    addKeysToLookAt(keys, deliveries, now, hold);
    Map<Delivery, Held> heldBefore = new HashMap<>();
    Map<StreamKey, Long> longEnough = new HashMap<>();
    for (StreamKey key : keys) {
      for (Held one : held.getOrDefault(key, List.of())) {
        deliveries.add(one.delivery());
        heldBefore.put(one.delivery(), one);
        if (one.longEnough(now, hold)) {
          longEnough.merge(key, one.delivery().sequence(), Math::max);
        }
      }
      held.remove(key);
      woken.remove(key);
    }
    Patience patience = new Patience(longEnough, Math.max(0, room - heldCount()));
    return new LaneBatch(deliveries, patience, heldBefore, failures, failingSince);
  }

  private void takeWaiting(List<Delivery> deliveries, int most) {
    while (deliveries.size() < most
        && !waiting.isEmpty()
        && (deliveries.isEmpty() || waiting.peek().tenant().equals(deliveries.get(0).tenant()))) {
      deliveries.add(waiting.remove());
    }
  }

  private void addKeysToLookAt(
      Set<StreamKey> keys, List<Delivery> deliveries, long now, Duration hold) {
    TenantId tenant = deliveries.isEmpty() ? null : deliveries.get(0).tenant();
    for (var entry : held.entrySet()) {
      TenantId owner = entry.getValue().get(0).delivery().tenant();
      if ((tenant == null || tenant.equals(owner))
          && (woken.contains(entry.getKey())
              || entry.getValue().stream().anyMatch(one -> one.longEnough(now, hold)))) {
        tenant = owner;
        keys.add(entry.getKey());
      }
    }
  }

  /**
   * Keeps deliveries of a batch that wait for earlier sequences.
   *
   * @param cursors how far their keys have come; a key that has moved on waits anew. Empty if that
   *     does not matter
   */
  void hold(List<Delivery> deliveries, LaneBatch batch, long now, Map<StreamKey, Long> cursors) {
    for (Delivery delivery : deliveries) {
      StreamKey key = delivery.streamKey();
      long cursor = cursors.getOrDefault(key, 0L);
      Held before = batch.heldBefore().get(delivery);
      boolean waitsOn =
          before != null && before.cursor() == cursor && !wokenMeanwhile.contains(key);
      held.computeIfAbsent(key, none -> new ArrayList<>())
          .add(waitsOn ? before : new Held(delivery, now, now, cursor));
      if (wokenMeanwhile.contains(key)) {
        woken.add(key);
      }
    }
  }

  private boolean heldLongEnough(long now, Duration hold) {
    return held().anyMatch(one -> one.longEnough(now, hold));
  }

  /**
   * Deliveries that are to be tried again.
   *
   * @param result of the last attempt
   * @param failures how often they have failed
   * @param failingSince when the first attempt that failed began
   * @param notBefore when to try again
   */
  record Repeat(BatchResult result, int failures, long failingSince, long notBefore) {

    /** In their order. */
    List<Delivery> deliveries() {
      return result.unfinished();
    }

    /** Why the last attempt failed. */
    Throwable cause() {
      return Objects.requireNonNull(result.cause());
    }
  }
}
