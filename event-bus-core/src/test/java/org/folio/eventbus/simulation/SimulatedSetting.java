/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;

/**
 * What kind of installation is simulated.
 *
 * @param topics on how many topics the events of a key lie
 * @param consumers number of members of the group
 * @param hold how long a key waits for a missing sequence
 * @param session a member that is silent for longer loses its partitions
 * @param longestPause how long a process stands still at most, in milliseconds
 * @param slowBrokers whether a partition may be read far behind the others
 * @param beacons whether the producer states how much it has sent
 * @param release how probably an operator releases all keys at each look, when all is calm
 * @param storm how long there are faults
 */
public record SimulatedSetting(
    int topics,
    int consumers,
    Duration hold,
    Duration session,
    int longestPause,
    boolean slowBrokers,
    boolean beacons,
    double release,
    Duration storm) {

  /** A topic that carries the whole stream. */
  public static final SimulatedSetting ONE_TOPIC =
      new SimulatedSetting(
          1,
          2,
          Duration.ofMillis(700),
          Duration.ofMillis(600),
          2_500,
          false,
          true,
          1,
          Duration.ofSeconds(4));

  /**
   * A topic for each type. What members that lag behind each other would have to know of each other
   * is not promised, so there is one; the hold time is longer than it takes another relay to take
   * over, and shorter than a pause in which the member keeps its partitions.
   */
  public static final SimulatedSetting TOPIC_PER_TYPE =
      new SimulatedSetting(
          2,
          1,
          Duration.ofSeconds(5),
          Duration.ofSeconds(8),
          7_500,
          true,
          false,
          0.1,
          Duration.ofSeconds(20));
}
