/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark;

import java.util.Iterator;
import java.util.List;
import org.folio.eventbus.benchmark.scenario.Scenario;
import org.folio.eventbus.benchmark.scenario.Scenarios;

/** Names of scenarios on the command line. */
final class ScenarioNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return names().iterator();
  }

  /** The scenarios of the given names; all, without those that take long, if there are none. */
  static List<Scenario> chosen(List<String> wanted) {
    for (String name : wanted) {
      if (!names().contains(name)) {
        throw new BenchmarkException(
            "There is no scenario %s; there are: %s".formatted(name, String.join(", ", names())));
      }
    }
    return Scenarios.all().stream()
        .filter(scenario -> wanted.isEmpty() || wanted.contains(scenario.name()))
        .toList();
  }

  private static List<String> names() {
    return Scenarios.all().stream().map(Scenario::name).toList();
  }
}
