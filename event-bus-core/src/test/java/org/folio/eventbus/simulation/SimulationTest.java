/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.folio.eventbus.testing.ChildJvm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Laws L1 to L8 and L12 for the shipped classes that decide, in thousands of histories with
 * crashes, pauses, duplicates, delays, lost records, poison and rebalances.
 *
 * <p>{@code -Dseeds=20000} runs more histories, {@code -Dseed=4711} runs one.
 */
class SimulationTest {

  private static final int SEEDS = Integer.getInteger("seeds", 1_000);
  private static final int MUTATION_SEEDS = 200;

  // Histories over several topics are longer, and few faults are specific to them.
  private static final int SEEDS_OF_ONE_TOPIC = 20;

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @BeforeAll
  static void silenceTheStorm() {
    Configurator.setLevel("org.folio.eventbus", Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    Configurator.setLevel("org.folio.eventbus", Level.WARN);
  }

  @Test
  void lawsHoldAfterEachStepOfEachHistory() {
    run(SimulatedSetting.ONE_TOPIC, SEEDS);
  }

  @Test
  void lawsHoldWhenTheEventsOfAKeyLieOnSeveralTopics() {
    run(SimulatedSetting.TOPIC_PER_TYPE, SEEDS / SEEDS_OF_ONE_TOPIC);
  }

  private static void run(SimulatedSetting setting, int seeds) {
    Long single = Long.getLong("seed");
    if (single != null) {
      new SimulatedWorld(single, setting, Mutation.NONE).run();
      return;
    }
    // Histories are independent of each other.
    long steps =
        LongStream.rangeClosed(1, seeds)
            .parallel()
            .map(seed -> new SimulatedWorld(seed, setting, Mutation.NONE).run())
            .sum();
    System.out.printf("%,d histories, %,d steps%n", seeds, steps);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aMachineThatBreaksALawIsFound(Mutation mutation) {
    SimulatedSetting setting =
        mutation == Mutation.TOPICS_APART
            ? SimulatedSetting.TOPIC_PER_TYPE
            : SimulatedSetting.ONE_TOPIC;
    for (long seed = 1; seed <= MUTATION_SEEDS; seed++) {
      try {
        new SimulatedWorld(seed, setting, mutation).run();
      } catch (AssertionError found) {
        assertThat(found).hasMessageContaining("Seed " + seed).hasMessageContaining("L");
        System.out.printf("%s: found at seed %d%n", mutation, seed);
        return;
      }
    }
    fail("%s was not found within %d seeds", mutation, MUTATION_SEEDS);
  }

  // An order that depends on a hash table differs between processes, but not within one.
  @Test
  void theSameSeedGivesTheSameHistoryInAnotherProcess() {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (ChildJvm other =
        ChildJvm.mainClass(SeededHistories.class.getName()).output(lines::add).start()) {
      List<String> here = SeededHistories.lines();
      other.awaitLine(SeededHistories.END::equals, LIMIT);

      assertThat(lines).containsSubsequence(here);
    }
  }
}
