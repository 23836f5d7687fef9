/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.measure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** The medians of all rounds. */
public record Medians(List<Measurement> measurements) {

  /** Copies the list. */
  public Medians {
    measurements = List.copyOf(measurements);
  }

  /** The scenarios in the order of the run. */
  public Set<String> scenarios() {
    Set<String> names = new LinkedHashSet<>();
    measurements.forEach(one -> names.add(one.scenario()));
    return names;
  }

  /** The contenders of a scenario in the order of the run. */
  public Set<String> contenders(String scenario) {
    Set<String> names = new LinkedHashSet<>();
    measurements.stream()
        .filter(one -> one.scenario().equals(scenario))
        .forEach(one -> names.add(one.contender()));
    return names;
  }

  /** The median; empty without a measurement. */
  public OptionalDouble of(String scenario, String contender, Metric metric) {
    double[] values =
        measurements.stream()
            .filter(one -> one.scenario().equals(scenario))
            .filter(one -> one.contender().equals(contender) && one.metric() == metric)
            .mapToDouble(Measurement::value)
            .sorted()
            .toArray();
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    int middle = values.length / 2;
    return OptionalDouble.of(
        values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
  }
}
