/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;

/**
 * The simulated installation.
 *
 * @param topics number of topics of a key's events
 * @param consumers number of members of the group
 * @param hold how long a key waits for a missing sequence
 * @param session a member that is silent for longer loses its partitions
 * @param longestPause longest pause of a process, in milliseconds
 * @param slowBrokers whether a partition may be read far behind the others
 * @param beacons whether the producer states how many events it has sent
 * @param release probability that an operator releases all keys at a look, when all is calm
 * @param storm duration of the faults
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

  /** One topic for the whole stream. */
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
   * One topic for each type. Order across members that lag behind each other is not guaranteed, so
   * there is one member. The hold time is longer than another relay takes to take over. It is
   * shorter than a pause in which the member keeps its partitions.
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
