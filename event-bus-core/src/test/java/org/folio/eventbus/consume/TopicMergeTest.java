/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.junit.jupiter.api.Test;

/** Law L8 where the events of a key lie on several topics: what is older may still come. */
class TopicMergeTest {

  private static final Duration HOLD = Duration.ofMillis(500);

  // The timers of a machine that stands still do not fire.
  private final StandingTime machine = new StandingTime();
  private final List<Map<StreamKey, Long>> heldLongEnough = new ArrayList<>();
  private final Delivery other = Deliveries.writtenAt(100, "diku", 0, 0, 1);
  private final Delivery held = Deliveries.writtenAt(200, "diku", 1, 0, 1);
  private final Delivery next = Deliveries.writtenAt(300, "diku", 1, 1, 1);

  @Test
  void pauseOfTheMachineIsNoReasonToPassOverWhatIsStillToCome() {
    Dispatcher dispatcher = dispatcherThatHolds();

    machine.standStill(HOLD.plusMillis(1));
    dispatcher.exchange(List.of(next), Set.of(other.partition()));

    assertThat(heldLongEnough).hasSize(2).allSatisfy(keys -> assertThat(keys).isEmpty());
  }

  @Test
  void whenNothingOlderIsToComeTheHoldTimeEnds() {
    Dispatcher dispatcher = dispatcherThatHolds();
    dispatcher.exchange(List.of(other), Set.of());

    machine.standStill(HOLD.plusMillis(1));
    dispatcher.exchange(List.of(next), Set.of());

    assertThat(heldLongEnough.get(heldLongEnough.size() - 1)).containsKey(held.streamKey());
  }

  // The other partition has more on Kafka, which is older.
  private Dispatcher dispatcherThatHolds() {
    SubscriptionPolicy policy =
        SubscriptionPolicy.builder().lanes(1).hold(HOLD).batchAge(Duration.ZERO).build();
    Dispatcher dispatcher =
        new Dispatcher(
            machine,
            new BatchRunner(this::work, new ParkLimit(1)),
            (beacon, quiet) -> Future.succeededFuture(),
            "test",
            policy,
            SubscriptionMeter.NONE,
            true);
    dispatcher.assigned(List.of(other.partition(), held.partition()));
    dispatcher.exchange(List.of(held), Set.of(other.partition()));
    return dispatcher;
  }

  // Waits for a predecessor of the one event for the hold time, and finishes all others.
  private Future<BatchResult> work(
      List<Delivery> deliveries, Map<StreamKey, Long> longEnough, boolean budgetSpent) {
    heldLongEnough.add(longEnough);
    List<Delivery> waiting =
        deliveries.stream()
            .filter(held::equals)
            .filter(one -> !longEnough.containsKey(one.streamKey()))
            .toList();
    List<Delivery> finished = deliveries.stream().filter(one -> !waiting.contains(one)).toList();
    return Future.succeededFuture(
        new BatchResult(finished, waiting, Map.of(held.streamKey(), 0L), List.of(), null));
  }
}
