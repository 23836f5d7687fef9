/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * The deliveries of some keys of one partition. A lane works on one batch at a time, which keeps
 * the order of each key while other lanes proceed. Times are those of {@link
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

  /** Number of deliveries that are running or waiting. */
  int unfinished() {
    return waiting.size()
        + (running == null ? 0 : running.deliveries().size())
        + (repeat == null ? 0 : repeat.deliveries().size());
  }

  /** The running batch, or null. */
  @Nullable LaneBatch running() {
    return running;
  }

  /** Nanoseconds for which the batch has been running since its last turn. */
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

  /** Makes the running batch wait for another turn. */
  void waitForTurn() {
    betweenTurns = true;
  }

  /** Gives the running batch another turn. */
  void goOn(long now) {
    betweenTurns = false;
    readySince = null;
    runningSince = now;
  }

  /** The tenant of the next work; there must be some. */
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

  /** Drops everything that is not running. */
  void close() {
    closed = true;
    waiting.clear();
    held.clear();
    woken.clear();
    repeat = null;
  }

  /** Whether the lane has work at the given time. */
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
   * Since when the lane has work but does not run; empty if it runs or has none. A running batch
   * has its own limit, that of its handler.
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

  /** Whether deliveries wait for others to fill the batch. */
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

  /** Checks a key again, because a predecessor of its held deliveries was applied elsewhere. */
  void wake(StreamKey key, long now) {
    List<Held> ofKey = held.get(key);
    if (ofKey != null) {
      ofKey.replaceAll(one -> new Held(one.delivery(), now, now, one.cursor()));
      woken.add(key);
    } else if (busy()) {
      wokenMeanwhile.add(key);
    }
  }

  /** Checks all held keys again. */
  void wakeAll() {
    woken.addAll(held.keySet());
  }

  /** The timestamp of the oldest delivery that was not yet tried, in milliseconds. */
  OptionalLong oldestUnseen() {
    // Waiting deliveries are in the order of their timestamps.
    return waiting.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(waiting.element().timestamp());
  }

  /** The deliveries that were tried and are not finished. */
  Stream<Delivery> seen() {
    Stream<Delivery> inWork = running == null ? Stream.of() : running.deliveries().stream();
    Stream<Delivery> again = repeat == null ? Stream.of() : repeat.deliveries().stream();
    Stream<Delivery> kept = held().map(Held::delivery);
    return Stream.of(inWork, again, kept).flatMap(deliveries -> deliveries);
  }

  /** The deliveries that wait for missing sequences. */
  Stream<Held> held() {
    return held.values().stream().flatMap(List::stream);
  }

  /** Restarts the hold time of some held deliveries. */
  void waitAnew(Predicate<Held> which, long now) {
    for (List<Held> ofKey : held.values()) {
      ofKey.replaceAll(
          one -> which.test(one) ? new Held(one.delivery(), now, one.first(), one.cursor()) : one);
    }
  }

  /** All waiting deliveries, for any reason. */
  Stream<Delivery> notInWork() {
    Stream<Delivery> again = repeat == null ? Stream.of() : repeat.deliveries().stream();
    Stream<Delivery> kept = held().map(Held::delivery);
    return Stream.of(again, kept, waiting.stream()).flatMap(deliveries -> deliveries);
  }

  /** The deliveries to retry, or null. */
  @Nullable Repeat repeat() {
    return repeat;
  }

  /** Sets aside deliveries to retry, before or beside other work of this lane. */
  void repeatLater(Repeat later) {
    repeat = later;
  }

  /**
   * Takes the next batch: deliveries of one tenant, and all held deliveries of their keys.
   *
   * @param most maximum number of new deliveries
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
   * @param cursors the last sequence of their keys; the hold time of a key that has advanced
   *     restarts. Empty if that does not matter
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
   * Deliveries to retry.
   *
   * @param result of the last attempt
   * @param failures number of failures so far
   * @param failingSince when the first failed attempt began
   * @param notBefore earliest time of the next attempt
   */
  record Repeat(BatchResult result, int failures, long failingSince, long notBefore) {

    /** In their order. */
    List<Delivery> deliveries() {
      return result.unfinished();
    }

    /** Why the last attempt failed; empty if it was not made. */
    Optional<Throwable> cause() {
      return Optional.ofNullable(result.cause());
    }
  }
}
