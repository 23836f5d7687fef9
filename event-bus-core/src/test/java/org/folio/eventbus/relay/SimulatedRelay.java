/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.outbox.OutboxRound;
import org.folio.eventbus.outbox.OutboxRow;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.outbox.SentRow;
import org.folio.eventbus.simulation.Faults;
import org.folio.eventbus.simulation.Mutation;
import org.folio.eventbus.simulation.SimulatedLocks;
import org.folio.eventbus.simulation.SimulatedLog;
import org.folio.eventbus.simulation.SimulatedOutbox;
import org.folio.eventbus.simulation.SimulatedProcess;

/** The relay as it ships, in a simulated process between a simulated outbox and log. */
public final class SimulatedRelay {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final SimulatedProcess process;
  private final Faults faults;
  private final SimulatedOutbox outbox;
  private final SimulatedLocks locks;
  private final SimulatedLog log;
  private final Mutation mutation;
  private final Map<Integer, Long> wireFreeAt = new HashMap<>();
  private final TenantRelay relay;

  public SimulatedRelay(
      SimulatedProcess process,
      Faults faults,
      SimulatedOutbox outbox,
      SimulatedLocks locks,
      SimulatedLog log,
      Mutation mutation) {
    this.process = process;
    this.faults = faults;
    this.outbox = outbox;
    this.locks = locks;
    this.log = log;
    this.mutation = mutation;
    TenantId tenant = new TenantId("diku");
    RelayStore store = store();
    List<LaneLock> lanes = IntStream.range(0, OutboxTable.LANES).mapToObj(this::lock).toList();
    this.relay =
        new TenantRelay(process, tenant, store, new LaneRelay(process, store, lanes, this::send));
  }

  public void start() {
    process.every(LOOK, relay::look);
  }

  /** A notification that there is something in a lane. */
  public void wake(int lane) {
    process.run(() -> relay.wake(Set.of(lane)));
  }

  private RelayStore store() {
    return new RelayStore() {
      @Override
      public Future<OutboxRound> next(Set<Integer> lanes) {
        return process.call(() -> outbox.next(lanes)).map(SimulatedRelay.this::perhapsShuffled);
      }

      @Override
      public Future<Void> journalise(List<SentRow> sent) {
        Set<Long> positions = sent.stream().map(SentRow::position).collect(Collectors.toSet());
        return process.call(
            () -> {
              outbox.remove(positions);
              return null;
            });
      }

      @Override
      public Future<Void> park(OutboxRow row, String cause) {
        return process.call(
            () -> {
              outbox.park(row.position());
              return null;
            });
      }

      @Override
      public Future<Set<Integer>> lanes() {
        return process.call(outbox::lanes);
      }
    };
  }

  private LaneLock lock(int lane) {
    return new LaneLock() {
      private boolean held;

      @Override
      public Future<Boolean> acquire() {
        return held
            ? Future.succeededFuture(true)
            : process
                .call(() -> locks.take(lane, process, () -> held = false))
                .onSuccess(taken -> held = taken);
      }

      @Override
      public boolean wantedElsewhere() {
        return faults.happens(0.1);
      }

      @Override
      public Future<Void> release() {
        held = false;
        return process.call(
            () -> {
              locks.give(lane, process);
              return null;
            });
      }
    };
  }

  // An idempotent producer: records of a partition arrive in their order, some later than others;
  // what was on its way when the process ended may arrive or not, but never with a hole.
  private Future<SendResult> send(List<OutboxRow> rows) {
    Map<OutboxRow, Future<SentRow>> sent = new LinkedHashMap<>();
    Map<OutboxRow, Throwable> refused = new LinkedHashMap<>();
    Set<String> refusedKeys = new HashSet<>();
    for (OutboxRow row : rows) {
      if (refusedKeys.contains(row.event().key())) {
        continue;
      }
      if (outbox.isRefused(row.event())) {
        refused.put(row, new RecordTooLargeException("too large"));
        refusedKeys.add(row.event().key());
      } else {
        sent.put(row, transmit(row));
      }
    }
    if (mutation == Mutation.JOURNAL_BEFORE_ACKNOWLEDGEMENT) {
      return Future.succeededFuture(
          new SendResult(
              sent.keySet().stream().map(row -> new SentRow(row.position(), "", 0, 0)).toList(),
              refused,
              null));
    }
    return Future.join(List.copyOf(sent.values()))
        .transform(
            done ->
                Future.succeededFuture(
                    new SendResult(
                        sent.values().stream().map(Future::result).toList(), refused, null)));
  }

  private Future<SentRow> transmit(OutboxRow row) {
    Promise<SentRow> acknowledged = Promise.promise();
    int partition = SimulatedLog.partitionOf(row.event());
    long now = process.time().now();
    long arrives =
        Math.max(wireFreeAt.getOrDefault(partition, 0L), now + faults.latency().toNanos());
    wireFreeAt.put(partition, arrives + 1);
    process
        .time()
        .in(
            Duration.ofNanos(arrives - now),
            () -> {
              // A dead process sends nothing more; a paused one's buffers are sent by its kernel.
              if (process.alive()) {
                long offset = log.append(row.event(), TimeUnit.NANOSECONDS.toMillis(now));
                process
                    .time()
                    .in(
                        faults.latency(),
                        () ->
                            process.run(
                                () ->
                                    acknowledged.complete(
                                        new SentRow(row.position(), "topic", partition, offset))));
              }
            });
    return acknowledged.future();
  }

  private OutboxRound perhapsShuffled(OutboxRound round) {
    if (mutation != Mutation.SEND_OUT_OF_ORDER) {
      return round;
    }
    List<OutboxRow> shuffled = new ArrayList<>(round.rows());
    Collections.shuffle(shuffled, process.time().chance());
    return new OutboxRound(shuffled, round.more());
  }
}
