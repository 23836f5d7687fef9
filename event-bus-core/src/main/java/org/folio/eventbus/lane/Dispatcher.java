/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.admin.SlowBatch;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.batch.BatchRunner;
import org.folio.eventbus.decide.BatchResult;
import org.folio.eventbus.delivery.Backoff;
import org.folio.eventbus.delivery.BeaconWork;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.LaneBatch;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads deliveries over lanes, schedules the lanes in turn, and knows the committable offsets and
 * the partitions to pause. Used on one context only.
 */
public final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  // A cause is logged at the first attempt, and again after this many further attempts.
  private static final int LOG_EVERY = 20;

  // Interval of the check of held keys and slow handlers; a fraction of any sensible hold time.
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Timeline timeline;
  private final BatchRunner runner;
  private final BeaconWork beacons;
  private final String subscription;
  private final SubscriptionPolicy policy;
  private final SubscriptionMeter meter;
  private final MemoryLimit memory;
  private final SlowBatches slow;
  private final Backlogs backlogs;
  private final Map<TopicPartition, PartitionWork> partitions = new LinkedHashMap<>();
  private final Turns turns = new Turns();
  private final Map<Lane, Promise<Void>> betweenTurns = new HashMap<>();
  private final Set<Lane> ripening = new HashSet<>();
  private final Runnable stopLooking;
  private final @Nullable TopicMerge merge;
  private int batches;
  private long lastTurn;

  /**
   * @param severalTopics whether the events of a key lie on several topics, in no order
   */
  public Dispatcher(
      Timeline timeline,
      BatchRunner runner,
      BeaconWork beacons,
      String subscription,
      SubscriptionPolicy policy,
      SubscriptionMeter meter,
      boolean severalTopics) {
    this.timeline = timeline;
    this.runner = runner;
    this.beacons = beacons;
    this.subscription = subscription;
    this.policy = policy;
    this.meter = meter;
    this.memory = new MemoryLimit(policy);
    this.slow = new SlowBatches(subscription);
    this.backlogs = new Backlogs(policy, slow);
    this.merge =
        severalTopics ? new TopicMerge(partitions, policy.hold(), timeline.nanoTime()) : null;
    this.stopLooking = timeline.every(LOOK, this::look);
  }

  /**
   * The result of an exchange with the poll loop.
   *
   * @param paused partitions to pause; all others are read
   * @param committable per partition, the offset up to which everything is finished
   */
  public record Answer(Set<TopicPartition> paused, Map<TopicPartition, Long> committable) {}

  /** Whether the dispatcher needs to know which partitions are behind. */
  public boolean ofSeveralTopics() {
    return merge != null;
  }

  /**
   * Takes over new deliveries.
   *
   * @param behindNow partitions that have, or may have, more records on Kafka
   */
  public Answer exchange(List<Delivery> deliveries, Set<TopicPartition> behindNow) {
    if (merge != null) {
      merge.behind(behindNow);
    }
    takeOver(deliveries);
    startBatches();
    return new Answer(memory.paused(partitions.values()), committable(partitions.keySet()));
  }

  // Records of a partition arrive together, so few partitions and lanes are looked up.
  private void takeOver(List<Delivery> deliveries) {
    long now = timeline.nanoTime();
    PartitionWork work = null;
    Set<Lane> filled = new LinkedHashSet<>();
    Set<PartitionWork> lit = new LinkedHashSet<>();
    for (Delivery delivery : deliveries) {
      if (work == null || !delivery.isOf(work.partition())) {
        work = partitions.get(delivery.partition());
        if (work == null) {
          throw new IllegalStateException(
              "Partition " + delivery.partition() + " is not assigned to this consumer");
        }
      }
      Lane lane = work.add(delivery, now);
      if (lane == null) {
        lit.add(work);
      } else {
        filled.add(lane);
      }
    }
    lit.forEach(this::checkBeacon);
    filled.forEach(this::queue);
  }

  /** Starts work on assigned partitions. */
  public void assigned(Collection<TopicPartition> added) {
    added.forEach(
        partition -> partitions.put(partition, new PartitionWork(partition, policy.lanes())));
  }

  /**
   * Gives up revoked partitions: drops waiting deliveries and waits for running batches.
   *
   * @return the committable offsets of these partitions after the running batches have ended
   */
  public Future<Map<TopicPartition, Long>> revoke(Collection<TopicPartition> revoked) {
    Map<TopicPartition, PartitionWork> given = new HashMap<>(partitions);
    given.keySet().retainAll(Set.copyOf(revoked));
    return Future.join(given.values().stream().map(PartitionWork::close).toList())
        .map(
            ended -> {
              Map<TopicPartition, Long> committable = committable(given.keySet());
              // A partition that was assigned again meanwhile has new work and stays.
              given.forEach(partitions::remove);
              memory.forget(given.keySet());
              return committable;
            });
  }

  /** Drops partitions without further waiting; their running batches change nothing here. */
  public void abandon(Collection<TopicPartition> partitionsToDrop) {
    partitionsToDrop.forEach(partitions::remove);
    memory.forget(partitionsToDrop);
  }

  /** Partitions that are paused so that memory stays bounded. */
  public Set<TopicPartition> paused() {
    return memory.paused();
  }

  /**
   * Reports since when no batch has begun or ended while a lane waits for its turn. The wait of a
   * single lane depends on the work of all others.
   */
  public void tellLanes(Mover mover) {
    long now = timeline.nanoTime();
    partitions.values().stream()
        .flatMap(work -> work.lanes().stream())
        .map(lane -> lane.idleSince(now, policy))
        .flatMapToLong(OptionalLong::stream)
        .min()
        .ifPresentOrElse(oldest -> mover.hasWorkSince(Math.max(oldest, lastTurn)), mover::idle);
  }

  /** The deliveries in memory, of all partitions. */
  public Unfinished unfinished() {
    return new Unfinished(partitions.values());
  }

  /** The deliveries in memory, of some topics. */
  public Unfinished unfinished(Collection<String> topics) {
    return new Unfinished(
        partitions.values().stream()
            .filter(work -> topics.contains(work.partition().topic()))
            .toList());
  }

  /** The batches among these whose handler has been working for a long time. */
  public List<SlowBatch> slowBatches(Unfinished among) {
    return among.slow(slow, timeline.nanoTime());
  }

  public void close() {
    stopLooking.run();
  }

  private Map<TopicPartition, Long> committable(Collection<TopicPartition> of) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : of) {
      PartitionWork work = partitions.get(partition);
      if (work != null) {
        work.progress().committable().ifPresent(offset -> offsets.put(partition, offset));
      }
    }
    return offsets;
  }

  private void queue(Lane lane) {
    if (lane.ready(timeline.nanoTime(), policy)) {
      turns.add(lane);
    } else if (lane.ripens() && ripening.add(lane)) {
      timeline.after(policy.batchAge(), () -> ripe(lane));
    }
  }

  private void ripe(Lane lane) {
    ripening.remove(lane);
    queue(lane);
    startBatches();
  }

  private void startBatches() {
    while (mayBeginOne()) {
      long now = timeline.nanoTime();
      Lane lane = turns.next((tenant, waiting) -> backlogs.permit(tenant, waiting, now));
      if (lane == null) {
        return;
      }
      Promise<Void> turn = betweenTurns.remove(lane);
      if (turn != null) {
        batches++;
        lastTurn = now;
        lane.goOn(now);
        backlogs.begun(lane.nextTenant(), lane, now);
        turn.complete();
        continue;
      }
      if (merge != null) {
        merge.begins(lane, now);
      }
      if (lane.ready(now, policy)) {
        PartitionWork work = workOf(lane);
        int room = memory.roomForHeld(work) - work.heldBeside(lane);
        start(lane, lane.take(policy.batchSize(), now, policy.hold(), room), now);
      }
    }
  }

  private PartitionWork workOf(Lane lane) {
    return Objects.requireNonNull(partitions.get(lane.partition()));
  }

  // Neither a batch that hangs nor one of a backlog takes a turn from the others.
  private boolean mayBeginOne() {
    return batches - slow.excused(policy) - backlogs.onTop(timeline.nanoTime())
        < policy.concurrentBatches();
  }

  private void start(Lane lane, LaneBatch batch, long now) {
    PartitionWork work = workOf(lane);
    batches++;
    lastTurn = now;
    lane.begin(batch, now);
    backlogs.begun(lane.nextTenant(), lane, now);
    turns.charge(lane.nextTenant(), batch.deliveries().size());
    boolean budgetSpent =
        batch.failures() > 0 && now - batch.failingSince() >= policy.retryBudget().toNanos();
    runner
        .run(batch, budgetSpent, events -> nextTurn(lane, events))
        .onSuccess(
            result -> {
              lane.end();
              hasStopped(lane);
              result.finished().forEach(delivery -> work.progress().finished(delivery.offset()));
              if (merge != null) {
                merge.wakeFollowers(lane, result.finished(), timeline.nanoTime(), this::queue);
              }
              if (!lane.closed()) {
                lane.hold(
                    result.held(),
                    batch,
                    timeline.nanoTime(),
                    merge == null ? Map.of() : result.heldAt());
                if (!result.unfinished().isEmpty()) {
                  repeatLater(lane, batch, result, now);
                }
                queue(lane);
              }
              checkBeacon(work);
              work.batchEnded();
              startBatches();
            });
  }

  private Future<Void> nextTurn(Lane lane, int events) {
    Promise<Void> turn = Promise.promise();
    lane.waitForTurn();
    hasStopped(lane);
    betweenTurns.put(lane, turn);
    turns.add(lane);
    turns.charge(lane.nextTenant(), events);
    startBatches();
    return turn.future();
  }

  private void hasStopped(Lane lane) {
    batches--;
    lastTurn = timeline.nanoTime();
    slow.ended(lane);
    long rest = backlogs.ended(lane, timeline.nanoTime());
    if (rest > 0) {
      timeline.after(Duration.ofNanos(rest), this::startBatches);
    }
  }

  // A beacon waits until everything before it is finished; records after it proceed meanwhile.
  private void checkBeacon(PartitionWork work) {
    Delivery beacon = work.takeBeacon();
    if (beacon != null) {
      beacons
          .check(beacon, work.progress().uncommittable() == 1)
          .onComplete(
              checked -> {
                if (partitions.get(work.partition()) == work) {
                  work.progress().finished(beacon.offset());
                  checkBeacon(work);
                }
              });
    }
  }

  private void repeatLater(Lane lane, LaneBatch batch, BatchResult result, long begun) {
    boolean tried = result.cause() != null;
    int failures = batch.failures() + (tried ? 1 : 0);
    if (tried) {
      meter.repeated(result.unfinished().get(0).tenant());
    }
    if (tried && failures % LOG_EVERY == 1) {
      LOG.warn(
          "{} {}: a batch of {} failed for a transient reason and is retried, attempt {}: {}",
          LogCode.BATCH_REPEATED,
          subscription,
          lane.partition(),
          failures,
          String.valueOf(result.cause()));
    }
    Duration pause = Backoff.pause(batch.failures(), policy, timeline.chance());
    lane.repeatLater(
        new Lane.Repeat(
            result,
            failures,
            batch.failures() == 0 ? begun : batch.failingSince(),
            timeline.nanoTime() + pause.toNanos()));
    timeline.after(
        pause,
        () -> {
          queue(lane);
          startBatches();
        });
  }

  private void look() {
    long now = timeline.nanoTime();
    List<Lane> holding =
        partitions.values().stream()
            .flatMap(work -> work.lanes().stream())
            .filter(Lane::holds)
            .toList();
    if (merge != null) {
      merge.look(holding, now);
    }
    // Concurrent batches were each granted the same room. Deliveries held beyond it are parked
    // instead: they could pause the partition for as long as they are held.
    holding.stream().filter(lane -> memory.isExceededByHeld(workOf(lane))).forEach(Lane::wakeAll);
    holding.forEach(this::queue);
    slow.look(partitions.values(), now);
    startBatches();
  }
}
