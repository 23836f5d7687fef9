/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.List;

/**
 * The sizes of loads.
 *
 * @param events events of a backlog
 * @param keys number of borrowers
 * @param partitions partitions of a topic
 * @param tenants number of tenants in the scenario with many tenants
 * @param seconds duration of steady traffic
 * @param brief whether scenarios after the first measure only the event bus
 * @param seed seed of the random numbers
 */
public record Sizes(
    int events, int keys, int partitions, int tenants, int seconds, boolean brief, long seed) {

  /** Half a million events: longer than the warm-up, and still a matter of minutes. */
  public static final Sizes FULL = new Sizes(500_000, 5_000, 10, 200, 30, false, 11);

  /** Shows in less than a minute that everything works; its measurements mean nothing. */
  public static final Sizes QUICK = new Sizes(3_000, 200, 4, 5, 3, true, 11);

  /** JVM options for contenders; processes of a brief run compile less. */
  List<String> jvmOptions() {
    return brief ? List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC") : List.of();
  }

  /** The same sizes with another number of events. */
  public Sizes withEvents(int newEvents) {
    return new Sizes(newEvents, keys, partitions, tenants, seconds, brief, seed);
  }

  /** The same sizes with another number of tenants. */
  public Sizes withTenants(int newTenants) {
    return new Sizes(events, keys, partitions, newTenants, seconds, brief, seed);
  }

  /** A fraction of the events, at least one. */
  public int part(int divisor) {
    return Math.max(1, events / divisor);
  }
}
