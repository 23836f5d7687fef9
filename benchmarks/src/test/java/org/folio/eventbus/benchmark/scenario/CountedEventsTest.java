/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.benchmark.measure.Percentiles;
import org.folio.eventbus.benchmark.scenario.Latencies.Latency;
import org.junit.jupiter.api.Test;

/** The report names the seconds of a measurement with late events. */
class CountedEventsTest {

  private static final double FROM = 1_800_000_000;
  private static final double LATE = 40;

  @Test
  void standstillIsToldByItsSecond() {
    List<Latency> latencies = eachSecond(30);
    latencies.add(new Latency(FROM + 12.3, 700));
    latencies.add(new Latency(FROM + 12.9, 100));
    latencies.add(new Latency(FROM + 3, LATE));

    assertThat(counted(latencies).seconds(LATE)).isEqualTo("2 in second 12, 1 in second 3");
  }

  @Test
  void queueIsToldByTheNumberOfItsSeconds() {
    List<Latency> latencies = new ArrayList<>();
    for (int second = 0; second < 9; second++) {
      latencies.add(new Latency(FROM + second, LATE + second));
    }

    assertThat(counted(latencies).seconds(LATE)).endsWith(" and the rest in 4 others");
  }

  private static List<Latency> eachSecond(int seconds) {
    List<Latency> latencies = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      latencies.add(new Latency(FROM + second, LATE - 1));
    }
    return latencies;
  }

  private static CountedEvents counted(List<Latency> latencies) {
    return new CountedEvents(FROM, latencies, new Percentiles(new double[] {1}));
  }
}
