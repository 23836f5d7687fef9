/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.delivery.SequenceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of order, without a database. */
class BatchPlanTest {

  private static final TenantId DIKU = new TenantId("diku");
  private static final String STREAM = "circulation.loan-events";
  private static final String TYPE = "ITEM_CHECKED_OUT";
  private static final StreamKey KEY = new StreamKey(STREAM, "key");

  @Test
  void appliesWhatFollowsTheCursorAndRecognisesWhatLiesBelow() {
    BatchPlan plan = plan(new Cursor(2, false, 0), 2, 3, 4, 3);

    assertThat(applied(plan)).containsExactly(3L, 4L);
    assertThat(plan.with(Outcome.DUPLICATE)).extracting(Delivery::sequence).containsExactly(2L, 3L);
    assertThat(plan.changedCursors()).containsEntry(KEY, new Cursor(4, false, 0));
  }

  @Test
  void holdsWhatLiesBehindAMissingSequence() {
    BatchPlan plan = plan(Cursor.START, 1, 3, 4);

    assertThat(applied(plan)).containsExactly(1L);
    assertThat(plan.held()).extracting(Delivery::sequence).containsExactly(3L, 4L);
    assertThat(plan.newGaps()).isEmpty();
  }

  @Test
  void passesOverASequenceOnlyForWhatWasHeldLongEnough() {
    BatchPlan plan =
        BatchPlan.of(
            deliveries("key", 3, 7),
            new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.APPLY),
            Map.of(KEY, new Cursor(1, false, 0)),
            Map.of(),
            Map.of(),
            Patience.unlimited(Map.of(KEY, 3L)));

    assertThat(applied(plan)).containsExactly(3L);
    assertThat(plan.newGaps()).containsEntry(KEY, List.of(new SequenceRange(2, 2)));
    assertThat(plan.held()).extracting(Delivery::sequence).containsExactly(7L);
    assertThat(plan.changedCursors()).containsEntry(KEY, new Cursor(3, false, 1));
  }

  @Test
  void beginsWithWhatIsSeenFirstIfToldSoAndMissesWhatComesLater() {
    BatchPlan plan =
        BatchPlan.of(
            deliveries("key", 7, 8, 10, 3),
            new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.STOP, true),
            Map.of(KEY, Cursor.START),
            Map.of(),
            Map.of(),
            Patience.unlimited(Map.of(KEY, 10L)));

    assertThat(applied(plan)).containsExactly(3L);
    assertThat(plan.newGaps()).containsEntry(KEY, List.of(new SequenceRange(4, 6)));
  }

  @Test
  void appliesALateSequenceOnce() {
    BatchPlan plan =
        BatchPlan.of(
            deliveries("key", 2, 2, 1),
            new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.APPLY),
            Map.of(KEY, new Cursor(4, false, 1)),
            Map.of(KEY, List.of(new SequenceRange(2, 3))),
            Map.of(),
            Patience.UNLIMITED);

    assertThat(applied(plan)).containsExactly(2L);
    assertThat(plan.with(Outcome.DUPLICATE)).hasSize(2);
    assertThat(plan.healed()).containsEntry(KEY, List.of(2L));
  }

  /** Holes between offsets mean nothing; offsets below the cursor have been applied. */
  @Test
  void appliesAnyGreaterSequenceOfAnEventWithoutANumber() {
    BatchPlan plan =
        BatchPlan.of(
            byOffset(7, 3, 12, 7),
            new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.STOP),
            Map.of(KEY, new Cursor(5, false, 0)),
            Map.of(),
            Map.of(),
            Patience.UNLIMITED);

    assertThat(applied(plan)).containsExactly(7L, 12L);
    assertThat(plan.with(Outcome.DUPLICATE)).extracting(Delivery::sequence).containsExactly(3L, 7L);
    assertThat(plan.held()).isEmpty();
    assertThat(plan.newGaps()).isEmpty();
    assertThat(plan.changedCursors()).containsEntry(KEY, new Cursor(12, false, 0));
  }

  @Test
  void putsFollowersOfPoisonBehindAlsoWithoutNumbers() {
    List<Delivery> deliveries = byOffset(7, 12, 30);
    deliveries.set(1, deliveries.get(1).poisonous("refused"));
    BatchPlan plan =
        BatchPlan.of(
            deliveries,
            new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.APPLY),
            Map.of(),
            Map.of(),
            Map.of(),
            Patience.UNLIMITED);

    assertThat(applied(plan)).containsExactly(7L);
    assertThat(plan.with(Outcome.PARKED)).extracting(Delivery::sequence).containsExactly(12L);
    assertThat(plan.with(Outcome.BEHIND)).extracting(Delivery::sequence).containsExactly(30L);
    assertThat(plan.changedCursors()).containsEntry(KEY, new Cursor(7, true, 0));
  }

  @Test
  void parksPoisonAndPutsItsFollowersBehind() {
    List<Delivery> deliveries = deliveries("key", 1, 2, 3);
    deliveries.set(1, deliveries.get(1).poisonous("refused"));
    BatchPlan plan =
        BatchPlan.of(
            deliveries,
            new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.APPLY),
            Map.of(),
            Map.of(),
            Map.of(),
            Patience.UNLIMITED);

    assertThat(applied(plan)).containsExactly(1L);
    assertThat(plan.with(Outcome.PARKED)).extracting(Delivery::sequence).containsExactly(2L);
    assertThat(plan.with(Outcome.BEHIND)).extracting(Delivery::sequence).containsExactly(3L);
    assertThat(plan.changedCursors()).containsEntry(KEY, new Cursor(1, true, 0));
  }

  @Test
  void parksAnotherEventOfASequenceThatWasAppliedInsteadOfDroppingIt() {
    List<Delivery> deliveries = deliveries("key", 1, 2);
    BatchPlan plan =
        BatchPlan.of(
            deliveries,
            new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.APPLY),
            Map.of(KEY, new Cursor(2, false, 0)),
            Map.of(),
            Map.of(
                new SequenceKey(KEY, 1), UUID.randomUUID(),
                new SequenceKey(KEY, 2), deliveries.get(1).event().id()),
            Patience.UNLIMITED);

    assertThat(plan.with(Outcome.PARKED)).extracting(Delivery::sequence).containsExactly(1L);
    assertThat(plan.with(Outcome.DUPLICATE)).extracting(Delivery::sequence).containsExactly(2L);
    assertThat(plan.changedCursors()).containsEntry(KEY, new Cursor(2, true, 0));
  }

  @Test
  void skipsTypesThatAreNotSubscribedAndMovesOn() {
    BatchPlan plan =
        BatchPlan.of(
            deliveries("key", 1, 2),
            new PlanRules(Set.of("OTHER"), SubscriptionPolicy.OnGap.APPLY),
            Map.of(),
            Map.of(),
            Map.of(),
            Patience.UNLIMITED);

    assertThat(plan.toApply()).isEmpty();
    assertThat(plan.with(Outcome.SKIPPED)).hasSize(2);
    assertThat(plan.changedCursors()).containsEntry(KEY, new Cursor(2, false, 0));
  }

  /**
   * Laws L4 and L5 for any arrival: several keys, shuffled, doubled, in batches of any size. Each
   * sequence is applied once, the sequences of a key in order, and all of them in the end.
   */
  @Test
  void anyArrivalIsAppliedOnceAndInOrder() {
    for (int round = 0; round < 300; round++) {
      long seed = System.nanoTime() + round;
      Random random = new Random(seed);
      int keys = 1 + random.nextInt(4);
      int last = 1 + random.nextInt(12);
      List<Delivery> arrival = new ArrayList<>();
      for (int key = 0; key < keys; key++) {
        arrival.addAll(deliveries("key" + key, LongStream.rangeClosed(1, last).toArray()));
        arrival.addAll(deliveries("key" + key, 1 + random.nextInt(last)));
      }
      Collections.shuffle(arrival, random);

      Map<StreamKey, Cursor> cursors = new HashMap<>();
      Map<String, List<Long>> applied = new HashMap<>();
      List<Delivery> held = new ArrayList<>();
      while (!arrival.isEmpty()) {
        int size = Math.min(arrival.size(), 1 + random.nextInt(5));
        List<Delivery> batch = new ArrayList<>(held);
        batch.addAll(arrival.subList(0, size));
        arrival.subList(0, size).clear();
        BatchPlan plan =
            BatchPlan.of(
                batch,
                new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.APPLY),
                cursors,
                Map.of(),
                Map.of(),
                Patience.UNLIMITED);
        plan.toApply()
            .forEach(
                event ->
                    applied
                        .computeIfAbsent(event.key(), none -> new ArrayList<>())
                        .add(event.sequence()));
        cursors.putAll(plan.changedCursors());
        held = plan.held();
      }

      List<Long> expected = LongStream.rangeClosed(1, last).boxed().toList();
      assertThat(held).as("seed " + seed).isEmpty();
      assertThat(applied).as("seed " + seed).hasSize(keys);
      assertThat(applied.values()).as("seed " + seed).allMatch(expected::equals);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, 2_000_000_000L})
  void sequenceThatNoKeyCanReachIsNoEventOfItsKey(long sequence) {
    BatchPlan plan =
        BatchPlan.of(
            deliveries("key", 2, sequence),
            new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.APPLY),
            Map.of(KEY, new Cursor(1, false, 0)),
            Map.of(),
            Map.of(),
            Patience.unlimited(Map.of(KEY, Long.MAX_VALUE)));

    assertThat(applied(plan)).containsExactly(2L);
    assertThat(plan.unreadable())
        .singleElement()
        .extracting(Delivery::problem)
        .asString()
        .contains(Long.toString(sequence));
    assertThat(plan.newGaps()).isEmpty();
    assertThat(plan.changedCursors()).containsEntry(KEY, new Cursor(2, false, 0));
  }

  @Test
  void wideGapIsOneRange() {
    BatchPlan plan =
        BatchPlan.of(
            deliveries("key", 100_000_001),
            new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.APPLY),
            Map.of(KEY, Cursor.START),
            Map.of(),
            Map.of(),
            Patience.unlimited(Map.of(KEY, Long.MAX_VALUE)));

    assertThat(plan.newGaps()).containsEntry(KEY, List.of(new SequenceRange(1, 100_000_000)));
  }

  @Test
  void keysForWhichThereIsNoRoomInMemoryWaitAmongTheParkedOnes() {
    List<Delivery> deliveries = deliveries("key", 3, 4);
    deliveries.addAll(deliveries("other", 5, 6, 7));
    deliveries.addAll(deliveries("third", 1));
    StreamKey other = new StreamKey(KEY.stream(), "other");
    BatchPlan plan =
        BatchPlan.of(
            deliveries,
            new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.APPLY),
            Map.of(),
            Map.of(),
            Map.of(),
            new Patience(Map.of(), 4));

    assertThat(applied(plan)).containsExactly(1L);
    assertThat(plan.held()).extracting(Delivery::sequence).containsExactly(3L, 4L);
    assertThat(plan.with(Outcome.BEHIND))
        .extracting(Delivery::sequence)
        .containsExactly(5L, 6L, 7L);
    assertThat(plan.behindGap().values()).containsExactly(new SequenceRange(1, 4));
    assertThat(plan.newGaps()).as("nothing is reported before its time").isEmpty();
    assertThat(plan.changedCursors()).containsEntry(other, new Cursor(0, true, 0));
  }

  private static BatchPlan plan(Cursor cursor, long... sequences) {
    return BatchPlan.of(
        deliveries("key", sequences),
        new PlanRules(Set.of(TYPE), SubscriptionPolicy.OnGap.APPLY),
        Map.of(KEY, cursor),
        Map.of(),
        Map.of(),
        Patience.UNLIMITED);
  }

  private static List<Long> applied(BatchPlan plan) {
    return plan.toApply().stream().map(Event::sequence).toList();
  }

  private static List<Delivery> deliveries(String key, long... sequences) {
    return new ArrayList<>(
        Arrays.stream(sequences).mapToObj(sequence -> delivery(key, sequence)).toList());
  }

  private static List<Delivery> byOffset(long... sequences) {
    return new ArrayList<>(
        Arrays.stream(sequences)
            .mapToObj(sequence -> delivery("key", sequence, Sequencing.BY_OFFSET))
            .toList());
  }

  private static Delivery delivery(String key, long sequence) {
    return delivery(key, sequence, Sequencing.NUMBERED);
  }

  private static Delivery delivery(String key, long sequence, Sequencing sequencing) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return Delivery.of(
        new ConsumerRecord<>("folio.diku." + STREAM, 0, sequence, bytes, bytes),
        DIKU,
        new Event(
            UUID.randomUUID(),
            TYPE,
            DIKU,
            STREAM,
            key,
            sequence,
            Instant.EPOCH,
            "{}",
            Correlation.NONE,
            null,
            sequencing),
        null);
  }
}
