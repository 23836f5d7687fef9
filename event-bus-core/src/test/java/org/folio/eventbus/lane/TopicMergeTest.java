/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.base.time.StandingTime;
import org.folio.eventbus.batch.BatchRunner;
import org.folio.eventbus.decide.BatchResult;
import org.folio.eventbus.decide.ParkLimit;
import org.folio.eventbus.delivery.Deliveries;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.junit.jupiter.api.Test;

/** Law L8 for a key whose events are on several topics: an earlier event may still arrive. */
class TopicMergeTest {

  private static final Duration HOLD = Duration.ofSeconds(3);
  private static final String KEY = "loan";

  private final StandingTime machine = new StandingTime();
  private final Delivery older = delivery(100, 0, "another loan", 1);
  private final Delivery first = delivery(200, 0, KEY, 1);
  private final Delivery second = delivery(200, 1, KEY, 2);
  private final Delivery younger = delivery(300, 1, "a third loan", 1);
  private final Dispatcher dispatcher = dispatcher();
  private final Set<Delivery> finished = new HashSet<>();
  private boolean overloaded;
  private boolean passedOver;

  @Test
  void whenNothingOlderIsToComeTheHoldTimeEnds() {
    dispatcher.exchange(List.of(second, older), Set.of());

    machine.pass(HOLD.plusSeconds(1));

    assertThat(passedOver).isTrue();
  }

  @Test
  void whatATopicStillHasMayBeThePredecessor() {
    dispatcher.exchange(List.of(second, older), Set.of(older.partition()));

    machine.pass(HOLD.multipliedBy(2));

    assertThat(passedOver).isFalse();
  }

  @Test
  void whatWasSentInTheSameMillisecondMayBeThePredecessor() {
    Delivery atOnce = delivery(second.timestamp(), 0, "another loan", 1);
    dispatcher.exchange(List.of(second, atOnce), Set.of(atOnce.partition()));

    machine.pass(HOLD.multipliedBy(2));

    assertThat(passedOver).isFalse();
  }

  @Test
  void predecessorThatIsRepeatedIsNotMissing() {
    overloaded = true;
    dispatcher.exchange(List.of(second, first), Set.of());

    machine.pass(HOLD.multipliedBy(2));
    assertThat(passedOver).isFalse();

    overloaded = false;
    machine.pass(HOLD);
    assertThat(finished).containsExactlyInAnyOrder(first, second);
    assertThat(passedOver).isFalse();
  }

  @Test
  void pauseOfTheMachineIsNoReasonToPassOverWhatIsRead() {
    dispatcher.exchange(List.of(second, older), Set.of(older.partition()));

    machine.standStill(HOLD.multipliedBy(2));
    dispatcher.exchange(List.of(younger), Set.of(older.partition()));

    assertThat(passedOver).isFalse();
  }

  @Test
  void pauseOfTheMachineIsNoReasonToPassOverWhatHasComeToKafkaMeanwhile() {
    dispatcher.exchange(List.of(second, older), Set.of());

    machine.standStill(HOLD.multipliedBy(2));
    machine.pass(Duration.ofMillis(1));
    assertThat(passedOver).as("the timers are the first to go on").isFalse();

    dispatcher.exchange(List.of(first), Set.of());
    assertThat(finished).contains(first, second);
    assertThat(passedOver).isFalse();
  }

  @Test
  void ofTheEventsOfAKeyTheFirstOneDecidesWhatIsMissing() {
    Delivery third = delivery(150, 0, KEY, 3);
    dispatcher.exchange(List.of(third), Set.of());
    machine.pass(HOLD.dividedBy(2));
    dispatcher.exchange(List.of(second), Set.of());

    machine.pass(HOLD.dividedBy(2).plusSeconds(1));
    assertThat(passedOver).as("the second one has not waited long enough").isFalse();

    machine.pass(HOLD);
    assertThat(passedOver).isTrue();
  }

  private Dispatcher dispatcher() {
    SubscriptionPolicy policy =
        SubscriptionPolicy.builder().lanes(1).hold(HOLD).batchAge(Duration.ZERO).build();
    Dispatcher made =
        new Dispatcher(
            machine,
            new BatchRunner(this::work, new ParkLimit(1)),
            (beacon, quiet) -> Future.succeededFuture(),
            "test",
            policy,
            SubscriptionMeter.NONE,
            true);
    made.assigned(List.of(first.partition(), second.partition()));
    return made;
  }

  // Events of the key wait for the first one for the hold time; all others are finished.
  private Future<BatchResult> work(
      List<Delivery> deliveries, Patience patience, boolean budgetSpent) {
    if (overloaded && deliveries.contains(first)) {
      return Future.succeededFuture(
          BatchResult.failed(deliveries, new IllegalStateException("overloaded")));
    }
    passedOver |= patience.longEnough().containsKey(second.streamKey());
    boolean mayGoOn = passedOver || deliveries.contains(first) || finished.contains(first);
    List<Delivery> waiting =
        deliveries.stream().filter(one -> one.sequence() > 1 && !mayGoOn).toList();
    List<Delivery> done = deliveries.stream().filter(one -> !waiting.contains(one)).toList();
    finished.addAll(done);
    return Future.succeededFuture(
        new BatchResult(done, waiting, Map.of(second.streamKey(), 0L), List.of(), null));
  }

  private static Delivery delivery(long millis, int partition, String key, long sequence) {
    return Deliveries.numbered(millis, "diku", partition, millis, 1, key, sequence);
  }
}
