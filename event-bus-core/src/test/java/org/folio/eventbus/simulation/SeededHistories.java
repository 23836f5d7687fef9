/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.folio.eventbus.testing.ChildJvm;

/** The histories of a few seeds, for a comparison with another process. */
final class SeededHistories {

  static final String END = "end of the histories";

  private static final int SEEDS = 5;

  private SeededHistories() {}

  /** One line per history, with its length and all its actions. */
  static List<String> lines() {
    return Stream.of(SimulatedSetting.ONE_TOPIC, SimulatedSetting.TOPIC_PER_TYPE)
        .flatMap(setting -> LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> line(seed, setting)))
        .toList();
  }

  private static String line(long seed, SimulatedSetting setting) {
    SimulatedWorld world = new SimulatedWorld(seed, setting, Mutation.NONE);
    long steps = world.run();
    return "%d topics, seed %d: %d steps, history %08x"
        .formatted(setting.topics(), seed, steps, world.history().hashCode());
  }

  /** Prints the lines and an end mark. */
  public static void main(String[] none) {
    ChildJvm.exitWithParent();
    Configurator.setLevel("org.folio.eventbus", Level.OFF);
    lines().forEach(System.out::println);
    System.out.println(END);
  }
}
