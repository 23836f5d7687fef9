/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.outbox.OutboxRound;
import org.folio.eventbus.outbox.OutboxRow;
import org.folio.eventbus.outbox.SentRow;
import org.junit.jupiter.api.Test;

/** Lanes that are relayed together, and lanes that are relayed alone. */
class TenantRelayTest {

  private static final TenantId DIKU = new TenantId("diku");
  private static final int LANES = 4;
  private static final Set<Integer> ALL = Set.of(0, 1, 2, 3);

  private final List<Set<Integer>> rounds = new ArrayList<>();
  private final Map<Integer, Promise<SendResult>> sending = new HashMap<>();
  private final Set<Integer> twice = new HashSet<>();
  private final Set<Integer> full = new HashSet<>();
  private final Set<Integer> elsewhere = new HashSet<>();
  private final Set<Integer> released = new TreeSet<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final TenantRelay relay = relay();

  @Test
  void lanesInWhichLittleWaitsAreRelayedInOneRound() {
    relay.wake(ALL);

    assertThat(rounds).containsExactly(ALL);
  }

  @Test
  void whatComesDuringARoundIsRelayedTogetherInTheNext() {
    relay.wake(Set.of(0));
    relay.wake(Set.of(1));
    relay.wake(Set.of(0, 3));
    assertThat(rounds).containsExactly(Set.of(0));

    acknowledge(0);

    assertThat(rounds).containsExactly(Set.of(0), Set.of(0, 1, 3));
  }

  @Test
  void lanesThatARoundDoesNotEmptyGoOnBesideEachOther() {
    full.addAll(ALL);
    relay.wake(ALL);
    acknowledge(0);
    assertThat(rounds).containsExactly(ALL, Set.of(0), Set.of(1), Set.of(2), Set.of(3));

    full.clear();
    acknowledge(2);
    relay.wake(Set.of(1, 2));

    assertThat(rounds.subList(5, rounds.size())).containsExactly(Set.of(2));
  }

  @Test
  void aLaneIsNeverInTwoRoundsAtOnce() {
    Random random = new Random(20261122);
    for (int step = 0; step < 10_000; step++) {
      int lane = random.nextInt(LANES);
      if (random.nextBoolean()) {
        relay.wake(Set.of(lane));
      } else if (sending.containsKey(lane)) {
        if (!full.remove(lane)) {
          full.add(lane);
        }
        acknowledge(lane);
      }
    }
    assertThat(rounds).hasSizeGreaterThan(100);
    assertThat(twice).isEmpty();
  }

  @Test
  void lanesOfAnotherInstanceAreLeftAlone() {
    elsewhere.addAll(Set.of(1, 2));

    relay.wake(ALL);

    assertThat(rounds).containsExactly(Set.of(0, 3));
  }

  @Test
  void aLaneThatFailsIsTriedAgainAfterAPauseAndOthersDoNotWaitForIt() {
    relay.wake(Set.of(2));
    sending.remove(2).fail("broker gone");
    assertThat(relay.failure()).isPresent();

    relay.wake(Set.of(0));
    acknowledge(0);
    assertThat(rounds).containsExactly(Set.of(2), Set.of(0));
    assertThat(relay.failure()).isPresent();

    later.remove().run();
    acknowledge(2);

    assertThat(rounds).containsExactly(Set.of(2), Set.of(0), Set.of(2));
    assertThat(relay.failure()).isEmpty();
  }

  @Test
  void stoppingWaitsForTheRoundAndGivesAllLanesBack() {
    relay.wake(Set.of(1));

    Future<Void> stopped = relay.stop();
    relay.wake(ALL);
    assertThat(stopped.isComplete()).isFalse();
    assertThat(released).isEmpty();
    acknowledge(1);

    assertThat(stopped.succeeded()).isTrue();
    assertThat(rounds).containsExactly(Set.of(1));
    assertThat(released).isEqualTo(ALL);
  }

  private void acknowledge(int lane) {
    sending
        .get(lane)
        .complete(new SendResult(List.of(new SentRow(1, "topic", 0, 0)), Map.of(), null));
  }

  private TenantRelay relay() {
    List<LaneLock> locks = IntStream.range(0, LANES).mapToObj(this::lock).toList();
    return new TenantRelay(
        time(), DIKU, store(), new LaneRelay(time(), store(), locks, this::send));
  }

  private Future<SendResult> send(List<OutboxRow> rows) {
    Promise<SendResult> result = Promise.promise();
    Set<Integer> lanes = rounds.get(rounds.size() - 1);
    lanes.stream().filter(sending::containsKey).forEach(twice::add);
    lanes.forEach(lane -> sending.put(lane, result));
    // Runs before the relay receives the result.
    result.future().onComplete(done -> lanes.forEach(sending::remove));
    return result.future();
  }

  private RelayStore store() {
    return new RelayStore() {
      @Override
      public Future<OutboxRound> next(Set<Integer> lanes) {
        rounds.add(Set.copyOf(lanes));
        boolean more = lanes.stream().anyMatch(full::contains);
        return Future.succeededFuture(new OutboxRound(List.of(new OutboxRow(1, event())), more));
      }

      @Override
      public Future<Void> journalise(List<SentRow> sent) {
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> park(OutboxRow row, String cause) {
        return Future.failedFuture("Nothing is refused here");
      }

      @Override
      public Future<Set<Integer>> lanes() {
        return Future.succeededFuture(Set.of());
      }
    };
  }

  private static Event event() {
    return new Event(
        UUID.randomUUID(),
        "ITEM_CHECKED_OUT",
        DIKU,
        "stream",
        "key",
        1,
        Instant.EPOCH,
        "{}",
        Correlation.NONE,
        null);
  }

  private LaneLock lock(int lane) {
    return new LaneLock() {
      @Override
      public Future<Boolean> acquire() {
        return Future.succeededFuture(!elsewhere.contains(lane));
      }

      @Override
      public boolean wantedElsewhere() {
        return false;
      }

      @Override
      public Future<Void> release() {
        released.add(lane);
        return Future.succeededFuture();
      }
    };
  }

  private Timeline time() {
    return new Timeline() {
      @Override
      public long nanoTime() {
        return 0;
      }

      @Override
      public Runnable after(Duration delay, Runnable action) {
        later.add(action);
        return () -> {};
      }

      @Override
      public RandomGenerator chance() {
        return new Random(1);
      }
    };
  }
}
