/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {

  private static final String BUS = "event bus";
  private static final String OTHER = "other";

  private final Medians medians =
      new Medians(
          List.of(
              rate(BUS, 1, 1_000),
              rate(OTHER, 1, 400),
              rate(BUS, 2, 9_000),
              rate(OTHER, 2, 600),
              rate(BUS, 3, 2_000)));

  private static Measurement rate(String contender, int round, double value) {
    return new Measurement("catch-up", contender, Metric.RATE, round, value);
  }

  @Test
  void medianOfRoundsIsTheMiddleOne() {
    assertThat(medians.of("catch-up", BUS, Metric.RATE)).hasValue(2_000);
    assertThat(medians.of("catch-up", OTHER, Metric.RATE)).hasValue(500);
    assertThat(medians.of("catch-up", OTHER, Metric.P50)).isEmpty();
  }

  @Test
  void tableComparesWithTheEventBus() {
    assertThat(new Table(medians).text())
        .isEqualTo(
            """
            | catch-up  | events/s | ratio |
            |-----------|---------:|------:|
            | event bus |    2,000 |  1.00 |
            | other     |      500 |  0.25 |
            """);
  }

  @Test
  void percentilesGoByNearestRank() {
    double[] sample = new double[200];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = sample.length - i;
    }
    assertThat(new Percentiles(sample).at(50)).isEqualTo(100);
    assertThat(new Percentiles(sample).at(99)).isEqualTo(198);
    assertThat(new Percentiles(new double[] {7}).at(99)).isEqualTo(7);
  }
}
