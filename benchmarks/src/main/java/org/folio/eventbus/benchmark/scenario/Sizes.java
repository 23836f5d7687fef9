/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.List;

/**
 * How large everything is.
 *
 * @param events of a backlog
 * @param keys borrowers
 * @param partitions of a topic
 * @param tenants of the scenario with many of them
 * @param seconds of steady traffic
 * @param brief whether only the event bus is put through what all others were put through before
 * @param seed where chance begins
 */
public record Sizes(
    int events, int keys, int partitions, int tenants, int seconds, boolean brief, long seed) {

  /** Half a million events: longer than any warm-up, shorter than a coffee. */
  public static final Sizes FULL = new Sizes(500_000, 5_000, 10, 200, 30, false, 11);

  /** Shows that everything works, in less than a minute; its numbers mean nothing. */
  public static final Sizes QUICK = new Sizes(3_000, 200, 4, 5, 3, true, 11);

  /** Options for the processes of contenders: those that live briefly should not compile much. */
  List<String> jvmOptions() {
    return brief ? List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC") : List.of();
  }

  /** The same with another number of events. */
  public Sizes withEvents(int newEvents) {
    return new Sizes(newEvents, keys, partitions, tenants, seconds, brief, seed);
  }

  /** A part of the events, one at least. */
  public int part(int divisor) {
    return Math.max(1, events / divisor);
  }
}
