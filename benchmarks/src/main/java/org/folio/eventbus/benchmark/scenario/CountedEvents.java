/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.folio.eventbus.benchmark.measure.DiskWatch;
import org.folio.eventbus.benchmark.measure.Metric;
import org.folio.eventbus.benchmark.measure.Percentiles;
import org.folio.eventbus.benchmark.scenario.Latencies.Latency;

/**
 * The measured events, without those of the warm-up.
 *
 * @param from the start of the measurement, in seconds since 1970
 * @param latencies in no order; at least one
 * @param disk write times of the disk during the measurement, in milliseconds
 */
record CountedEvents(double from, List<Latency> latencies, Percentiles disk) {

  private static final int MEDIAN = 50;
  private static final int HIGH = 99;
  private static final int LONGEST = 100;

  // The number of listed seconds: enough to distinguish a few stalls from a queue that never ends.
  private static final int TOLD = 5;

  /** Selects the events that were published between two times, in seconds since 1970. */
  static CountedEvents between(double from, double until, List<Latency> all, DiskWatch disk) {
    return new CountedEvents(
        from,
        all.stream().filter(one -> one.published() >= from && one.published() <= until).toList(),
        disk.within(from, until));
  }

  /**
   * Stores the measurements and prints them.
   *
   * @return the 99th percentile in milliseconds
   */
  double keep(Stage stage, String scenario, String contender, int round) {
    Percentiles percentiles =
        new Percentiles(latencies.stream().mapToDouble(Latency::millis).toArray());
    double high = percentiles.at(HIGH);
    stage.measured(scenario, contender, Metric.P50, round, percentiles.at(MEDIAN));
    stage.measured(scenario, contender, Metric.P99, round, high);
    stage.measured(scenario, contender, Metric.DISK_P99, round, disk.at(HIGH));
    stage.say(
        "%s, round %d, %s: p50 %.1f ms, p99 %.1f ms of %,d events; of the latest %s; the disk alone up to %.1f ms",
        scenario,
        round,
        contender,
        percentiles.at(MEDIAN),
        high,
        percentiles.size(),
        seconds(high),
        disk.at(LONGEST));
    return high;
  }

  /**
   * The seconds of the measurement in which events took at least this long. A stall of the machine
   * delays the events of a few seconds; a machine that is too slow delays some events of each
   * second.
   */
  String seconds(double millis) {
    Map<Long, Long> late =
        latencies.stream()
            .filter(one -> one.millis() >= millis)
            .collect(
                Collectors.groupingBy(
                    one -> (long) (one.published() - from), TreeMap::new, Collectors.counting()));
    return late.entrySet().stream()
        .sorted(Map.Entry.<Long, Long>comparingByValue().reversed())
        .limit(TOLD)
        .map(second -> "%s in second %s".formatted(second.getValue(), second.getKey()))
        .collect(
            Collectors.joining(
                ", ",
                "",
                late.size() > TOLD
                    ? " and the rest in %s others".formatted(late.size() - TOLD)
                    : ""));
  }
}
