/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.outbox.OutboxRound;
import org.folio.eventbus.outbox.OutboxRow;
import org.folio.eventbus.outbox.OutboxTable;
import org.folio.eventbus.outbox.SentRow;
import org.folio.eventbus.produce.RenewableProducer;
import org.folio.eventbus.simulation.Faults;
import org.folio.eventbus.simulation.Mutation;
import org.folio.eventbus.simulation.ProducerClock;
import org.folio.eventbus.simulation.SimulatedLocks;
import org.folio.eventbus.simulation.SimulatedLog;
import org.folio.eventbus.simulation.SimulatedOutbox;
import org.folio.eventbus.simulation.SimulatedPool;
import org.folio.eventbus.simulation.SimulatedProcess;

/** The shipped relay in a simulated process, between a simulated outbox and log. */
public final class SimulatedRelay {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final SimulatedProcess process;
  private final Faults faults;
  private final SimulatedPool pool;
  private final SimulatedOutbox outbox;
  private final SimulatedLocks locks;
  private final Mutation mutation;
  private final RelayProducer producer;
  private final TenantRelay relay;

  public SimulatedRelay(
      SimulatedProcess process,
      Faults faults,
      SimulatedOutbox outbox,
      SimulatedLocks locks,
      SimulatedLog log,
      ProducerClock clock,
      SimulatedPool.Server server,
      Mutation mutation) {
    this.process = process;
    this.pool = new SimulatedPool(process, server, mutation);
    this.faults = faults;
    this.outbox = outbox;
    this.locks = locks;
    this.mutation = mutation;
    this.producer = producer(faults, log, clock, mutation);
    TenantId tenant = new TenantId("diku");
    RelayStore store = store();
    List<LaneLock> lanes = IntStream.range(0, OutboxTable.LANES).mapToObj(this::lock).toList();
    this.relay =
        new TenantRelay(process, tenant, store, new LaneRelay(process, store, lanes, producer));
  }

  public void start() {
    process.every(LOOK, this::look);
  }

  /** A notification about a row in a lane. */
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
        return pool.write(
            () ->
                process.call(
                    () -> {
                      outbox.remove(positions);
                      return null;
                    }));
      }

      @Override
      public Future<Void> park(OutboxRow row, String cause) {
        return pool.write(
            () ->
                process.call(
                    () -> {
                      outbox.park(row.position(), cause);
                      return null;
                    }));
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

  private RelayProducer producer(
      Faults itsFaults, SimulatedLog log, ProducerClock clock, Mutation itsMutation) {
    return new RelayProducer(
        threads(),
        new RenewableProducer(
            () -> new SimulatedProducer(process, itsFaults, outbox, log, clock, itsMutation)),
        event ->
            List.of(
                new ProducerRecord<>("topic", bytes(event.key()), bytes(event.id().toString()))));
  }

  // The same steps as in Relay.
  private void look() {
    relay.look();
    if (relay.waitingMillis() >= Relay.WAITING.toMillis()
        && mutation != Mutation.GONE_PARTITION_AWAITED) {
      producer.look();
    }
  }

  private static RelayThreads threads() {
    return new RelayThreads() {
      @Override
      public <T> Future<T> send(Callable<T> call) {
        return beside(call);
      }

      @Override
      public <T> Future<T> beside(Callable<T> call) {
        return Future.future(
            promise -> {
              try {
                promise.complete(call.call());
              } catch (Exception e) {
                promise.fail(e);
              }
            });
      }

      @Override
      public Future<Void> close() {
        return Future.succeededFuture();
      }
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
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
