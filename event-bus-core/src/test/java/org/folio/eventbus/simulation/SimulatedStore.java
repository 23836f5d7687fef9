/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import org.folio.eventbus.Event;
import org.folio.eventbus.HttpStatusException;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.decide.Cursor;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.SequenceKey;
import org.folio.eventbus.gap.Beacon;
import org.folio.eventbus.gap.PartitionTail;
import org.folio.eventbus.gap.TailComparison;
import org.folio.eventbus.park.ParkedRow;
import org.folio.eventbus.store.StoreTransaction;
import org.folio.eventbus.store.SubscriptionStore;

/**
 * Simulates PostgreSQL for one subscription. Rows are locked until their transaction ends. The
 * writes of a transaction appear at its commit or never. A transaction ends with its process.
 */
public final class SimulatedStore {

  private static final double HANDLER_TROUBLE = 0.05;

  final Map<StreamKey, Cursor> cursors = new HashMap<>();
  final Map<StreamKey, TreeMap<Long, ParkedRow>> parked = new HashMap<>();
  final Map<StreamKey, List<SequenceRange>> gaps = new HashMap<>();
  final Map<SequenceKey, UUID> applied = new HashMap<>();
  final Map<Integer, Long> arrived = new HashMap<>();
  private final Map<Integer, PartitionTail> tails = new HashMap<>();
  final Set<UUID> poison = new HashSet<>();
  final Laws laws;
  final Faults faults;
  final Mutation mutation;
  private final SimulatedPool.Server server;
  private final boolean external;
  private final Map<StreamKey, Lock> locks = new HashMap<>();

  private static final class Lock {
    private SimulatedSession owner;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  }

  /**
   * Creates a store.
   *
   * @param external whether effects happen outside of this database
   */
  public SimulatedStore(
      Laws laws, Faults faults, SimulatedPool.Server server, Mutation mutation, boolean external) {
    this.server = server;
    this.external = external;
    this.laws = laws;
    this.faults = faults;
    this.mutation = mutation;
  }

  /** Makes the handler refuse an event until all are cured. */
  public void poison(UUID event) {
    poison.add(event);
  }

  public void cureAll() {
    poison.clear();
  }

  public List<StreamKey> parkedKeys() {
    return parked.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** The work of a handler; it fails for poison events, and sometimes for a while. */
  void tryToApply(List<Event> events) {
    if (events.stream().anyMatch(event -> poison.contains(event.id()))) {
      throw new IllegalArgumentException("poison");
    }
    if (faults.happens(HANDLER_TROUBLE)) {
      throw new HttpStatusException(503, "overloaded");
    }
  }

  void effect(Event event) {
    if (external) {
      laws.appliedElsewhere(event);
    } else {
      laws.applied(event);
    }
  }

  /** Processes a beacon as PartitionTable does. */
  Future<Void> check(SimulatedProcess process, Delivery beacon, boolean quiet) {
    return process.call(
        () -> {
          int partition = beacon.source().partition();
          long known = arrived.getOrDefault(partition, 0L) + inGaps(partition);
          PartitionTail before = tail(partition);
          Beacon believed = believed(beacon, process);
          TailComparison result =
              TailComparison.of(before, believed, beacon.offset(), known, quiet);
          PartitionTail after =
              mutation == Mutation.BEACON_BELIEVED
                  ? before.after(believed, beacon.offset(), known, quiet)
                  : result.after();
          tails.put(partition, after);
          // A refused beacon leaves the statement of an earlier one in place.
          if (after.missing() != before.missing()) {
            laws.tail(partition, beacon.offset(), after.missing());
          }
          return null;
        });
  }

  private Beacon believed(Delivery delivery, SimulatedProcess process) {
    Beacon beacon = (Beacon) delivery.control();
    return mutation == Mutation.LATER_BEACON_BELIEVED
        ? beacon
        : beacon.statedNoLaterThan(
            delivery.timestamp(), Instant.EPOCH.plusNanos(process.nanoTime()));
  }

  private long inGaps(int partition) {
    return gaps.entrySet().stream()
        .filter(entry -> SimulatedLog.partitionOf(entry.getKey().key()) == partition)
        .flatMap(entry -> entry.getValue().stream())
        .mapToLong(gap -> gap.last() - gap.first() + 1)
        .sum();
  }

  /** The state of a partition according to beacons. */
  public PartitionTail tail(int partition) {
    return tails.getOrDefault(partition, PartitionTail.UNKNOWN);
  }

  /** The store as a process calls it. */
  SubscriptionStore of(SimulatedProcess process) {
    SimulatedPool pool = new SimulatedPool(process, server, mutation);
    return new SubscriptionStore() {
      @Override
      public <T> Future<T> inTransaction(
          TenantId tenant,
          SortedSet<StreamKey> keys,
          BiFunction<StoreTransaction, Map<StreamKey, Cursor>, Future<T>> work) {
        return pool.write(() -> transaction(keys, work));
      }

      private <T> Future<T> transaction(
          SortedSet<StreamKey> keys,
          BiFunction<StoreTransaction, Map<StreamKey, Cursor>, Future<T>> work) {
        SimulatedSession session = new SimulatedSession(SimulatedStore.this, process);
        process.atEnd(session::abort);
        return session
            .lockCursors(keys)
            .compose(cursors -> work.apply(session, cursors))
            .compose(
                value ->
                    process
                        .call(
                            () -> {
                              session.commit();
                              return value;
                            })
                        .onFailure(cause -> session.abort()),
                cause -> {
                  session.abort();
                  return Future.failedFuture(cause);
                });
      }

      @Override
      public Future<Long> parked(TenantId tenant, StreamKey key) {
        return process.call(() -> (long) parked.getOrDefault(key, new TreeMap<>()).size());
      }

      @Override
      public Future<List<StreamKey>> releasable(TenantId tenant, int most) {
        return process.call(
            () ->
                cursors.entrySet().stream()
                    .filter(entry -> entry.getValue().parked())
                    .map(Map.Entry::getKey)
                    .filter(key -> !startsWithPoison(key))
                    .sorted()
                    .limit(most)
                    .toList());
      }
    };
  }

  private boolean startsWithPoison(StreamKey key) {
    var ofKey = parked.getOrDefault(key, new TreeMap<>());
    return !ofKey.isEmpty() && ofKey.firstEntry().getValue().state() == ParkedState.POISON;
  }

  void lock(List<StreamKey> keys, int next, SimulatedSession session, Runnable then) {
    if (session.ended()) {
      return;
    }
    if (next == keys.size()) {
      then.run();
      return;
    }
    Lock lock = locks.computeIfAbsent(keys.get(next), none -> new Lock());
    if (lock.owner == null || lock.owner == session) {
      lock.owner = session;
      session.holds(keys.get(next));
      lock(keys, next + 1, session, then);
    } else {
      lock.waiting.add(() -> lock(keys, next, session, then));
    }
  }

  void unlock(List<StreamKey> keys) {
    for (StreamKey key : keys) {
      Lock lock = locks.get(key);
      lock.owner = null;
      List<Runnable> waiting = new ArrayList<>(lock.waiting);
      lock.waiting.clear();
      waiting.forEach(Runnable::run);
    }
  }
}
