/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.base.time.StandingTime;
import org.folio.eventbus.batch.BatchRunner;
import org.folio.eventbus.decide.BatchResult;
import org.folio.eventbus.decide.BatchWork;
import org.folio.eventbus.decide.ParkLimit;
import org.folio.eventbus.delivery.Deliveries;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.handler.HandlerFailedException;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.junit.jupiter.api.Test;

/** Laws L6 and L11: work does not wait for other work that it has nothing to do with. */
class DispatcherTest {

  private static final int POISON_EVENTS = 8;
  private static final int BATCH = 10;

  // Held records may take a quarter of it.
  private static final int IN_MEMORY = 16;
  private static final int ROOM = IN_MEMORY / 4;
  private static final Duration TWO_LOOKS = Duration.ofMillis(200);

  // Shorter than the time between two looks, which start batches too.
  private static final Duration LONG_BATCH = Duration.ofMillis(30);

  private final StandingTime time = new StandingTime();
  private final Queue<Runnable> attempts = new ArrayDeque<>();
  private final List<String> worked = new ArrayList<>();

  @Test
  void tenantWaitsForOnePartOfABatchThatIsSplitNotForAllParts() {
    Dispatcher dispatcher = dispatcher(1);
    Delivery good = Deliveries.of("good", 0, 0, 10);
    List<Delivery> bad =
        IntStream.range(0, POISON_EVENTS)
            .mapToObj(offset -> Deliveries.of("bad", 0, offset, 10))
            .toList();
    dispatcher.assigned(List.of(bad.get(0).partition(), good.partition()));

    dispatcher.exchange(Stream.concat(bad.stream(), Stream.of(good)).toList(), Set.of());
    finishAttempts();

    assertThat(worked.subList(0, 3)).containsExactly("bad x 8", "good x 1", "bad x 4");
    assertThat(worked.stream().filter("bad x 1, parked"::equals)).hasSize(POISON_EVENTS);
    assertThat(dispatcher.unfinished().inMemory()).isZero();
  }

  @Test
  void backlogGetsItsBatchesOneAfterAnotherWhileAnotherTenantWorks() {
    Dispatcher dispatcher = dispatcher(3);
    Delivery small = Deliveries.of("small", 0, 0, 10);
    List<Delivery> large =
        IntStream.rangeClosed(1, 3)
            .boxed()
            .flatMap(
                partition ->
                    IntStream.range(0, BATCH)
                        .mapToObj(offset -> Deliveries.of("large", partition, offset, 10)))
            .toList();
    dispatcher.assigned(
        Stream.concat(Stream.of(small), large.stream())
            .map(Delivery::partition)
            .distinct()
            .toList());

    dispatcher.exchange(List.of(small), Set.of());
    dispatcher.exchange(large, Set.of());
    assertThat(attempts).as("one of each tenant is in work").hasSize(2);
    while (!attempts.isEmpty()) {
      attempts.remove().run();
    }

    String whole = "large x " + BATCH;
    assertThat(worked).containsExactly("small x 1", whole, whole, whole);
    assertThat(dispatcher.unfinished().inMemory()).isZero();
  }

  @Test
  void othersHaveAllTheirBatchesBesideABacklog() {
    Dispatcher dispatcher = dispatcher(3);
    List<Delivery> small =
        IntStream.rangeClosed(1, 4)
            .mapToObj(number -> Deliveries.of("small" + number, 0, 0, 10))
            .toList();
    List<Delivery> large =
        IntStream.range(0, BATCH)
            .mapToObj(offset -> Deliveries.of("large", 1, offset, 10))
            .toList();
    dispatcher.assigned(
        Stream.concat(small.stream(), large.stream()).map(Delivery::partition).distinct().toList());

    dispatcher.exchange(large, Set.of());
    dispatcher.exchange(small, Set.of());

    assertThat(attempts).as("the backlog's and three of the others").hasSize(4);
  }

  @Test
  void backlogGoesOnAfterARestWithoutFurtherOccasion() {
    Dispatcher dispatcher = dispatcher(3);
    Delivery small = Deliveries.of("small", 0, 0, 10);
    List<Delivery> large =
        IntStream.range(0, 2 * BATCH)
            .mapToObj(offset -> Deliveries.of("large", 1, offset, 10))
            .toList();
    dispatcher.assigned(List.of(small.partition(), large.get(0).partition()));
    dispatcher.exchange(large, Set.of());
    dispatcher.exchange(List.of(small), Set.of());
    time.pass(LONG_BATCH);
    attempts.remove().run();
    attempts.remove().run();
    assertThat(attempts).as("it rests").isEmpty();

    time.pass(LONG_BATCH);

    assertThat(attempts).hasSize(1);
  }

  /**
   * Law L6: records that are held for missing events do not pause their partition for the hold
   * time.
   */
  @Test
  void lanesThatHoldMoreTogetherThanTheyMayMakeRoom() {
    Dispatcher dispatcher =
        dispatcher(policy(4).lanes(4).recordsInMemory(IN_MEMORY), this::holdWhatMayBeHeld);
    List<Delivery> late =
        IntStream.range(0, IN_MEMORY)
            .mapToObj(offset -> Deliveries.numbered(0, "late", 0, offset, 10, "key-" + offset, 2))
            .toList();
    dispatcher.assigned(List.of(late.get(0).partition()));
    dispatcher.exchange(late, Set.of());
    finishAttempts();
    assertThat(dispatcher.unfinished().inMemory()).as("each lane had the room").isGreaterThan(ROOM);

    time.pass(TWO_LOOKS);
    finishAttempts();

    assertThat(dispatcher.unfinished().inMemory()).isEqualTo(ROOM);
  }

  /** Law L6: an event whose receiver does not answer lets other keys of its lane be tried. */
  @Test
  void whatFailsAloneIsRepeatedBesideNewDeliveriesAndWhatFailsTogetherIsNot() {
    assertThat(attemptsWhenTheFirstFails(BatchResult::failedAlone))
        .containsExactly("t x 1", "t x 2");
    assertThat(attemptsWhenTheFirstFails(BatchResult::failed))
        .containsExactly("t x 1", "t x 1", "t x 1");
  }

  private List<String> attemptsWhenTheFirstFails(
      BiFunction<List<Delivery>, Throwable, BatchResult> failure) {
    List<String> sizes = new ArrayList<>();
    Dispatcher dispatcher =
        dispatcher(
            policy(1).lanes(1),
            (deliveries, patience, budgetSpent) -> {
              sizes.add("t x " + deliveries.size());
              return Future.succeededFuture(
                  sizes.size() == 1
                      ? failure.apply(deliveries, new TimeoutException("no answer"))
                      : new BatchResult(deliveries, List.of(), Map.of(), List.of(), null));
            });
    Delivery first = Deliveries.of("t", 0, 0, 10);
    dispatcher.assigned(List.of(first.partition()));
    dispatcher.exchange(List.of(first), Set.of());
    dispatcher.exchange(List.of(Deliveries.of("t", 0, 1, 10)), Set.of());

    time.pass(SubscriptionPolicy.DEFAULT_LONGEST_RETRY);

    assertThat(dispatcher.unfinished().inMemory()).isZero();
    dispatcher.close();
    return sizes;
  }

  private void finishAttempts() {
    while (!attempts.isEmpty()) {
      attempts.remove().run();
    }
  }

  /** As when a tenant is revoked: its partition is given up soon, unless it is entitled again. */
  @Test
  void whatWasNotTriedIsKeptAndIsNoFailure() {
    List<Boolean> budgetsSpent = new ArrayList<>();
    Dispatcher dispatcher =
        dispatcher(
            policy(1).retryBudget(Duration.ofMillis(1)),
            (deliveries, patience, budgetSpent) -> {
              budgetsSpent.add(budgetSpent);
              return Future.succeededFuture(
                  budgetsSpent.size() < 3
                      ? BatchResult.failed(deliveries, null)
                      : new BatchResult(deliveries, List.of(), Map.of(), List.of(), null));
            });
    Delivery delivery = Deliveries.of("diku", 0, 0, 10);
    dispatcher.assigned(List.of(delivery.partition()));

    dispatcher.exchange(List.of(delivery), Set.of());
    assertThat(dispatcher.unfinished().inMemory()).isEqualTo(1);
    time.pass(TWO_LOOKS);
    time.pass(TWO_LOOKS);

    assertThat(budgetsSpent).containsExactly(false, false, false);
    assertThat(dispatcher.unfinished().inMemory()).isZero();
  }

  private Future<BatchResult> holdWhatMayBeHeld(
      List<Delivery> deliveries, Patience patience, boolean budgetSpent) {
    int room = Math.min(patience.room(), deliveries.size());
    Promise<BatchResult> result = Promise.promise();
    attempts.add(
        () ->
            result.complete(
                new BatchResult(
                    deliveries.subList(room, deliveries.size()),
                    deliveries.subList(0, room),
                    Map.of(),
                    List.of(),
                    null)));
    return result.future();
  }

  private Dispatcher dispatcher(int concurrentBatches) {
    return dispatcher(policy(concurrentBatches), this::work);
  }

  private static SubscriptionPolicy.Builder policy(int concurrentBatches) {
    return SubscriptionPolicy.builder()
        .lanes(1)
        .batchSize(BATCH)
        .concurrentBatches(concurrentBatches)
        .batchAge(Duration.ZERO);
  }

  private Dispatcher dispatcher(SubscriptionPolicy.Builder policy, BatchWork work) {
    return new Dispatcher(
        time,
        new BatchRunner(work, new ParkLimit(1)),
        (beacon, quiet) -> Future.succeededFuture(),
        "test",
        policy.build(),
        SubscriptionMeter.NONE,
        false);
  }

  // Refuses each event of the bad tenant until it is parked.
  private Future<BatchResult> work(
      List<Delivery> deliveries, Patience patience, boolean budgetSpent) {
    String tenant = deliveries.get(0).tenant().value();
    boolean parked = deliveries.get(0).problem() != null;
    Promise<BatchResult> result = Promise.promise();
    attempts.add(
        () -> {
          worked.add(tenant + " x " + deliveries.size() + (parked ? ", parked" : ""));
          if (tenant.equals("bad") && !parked) {
            result.fail(
                new HandlerFailedException(
                    FailureKind.PERMANENT, new IllegalArgumentException("refused")));
          } else {
            result.complete(new BatchResult(deliveries, List.of(), Map.of(), List.of(), null));
          }
        });
    return result.future();
  }
}
