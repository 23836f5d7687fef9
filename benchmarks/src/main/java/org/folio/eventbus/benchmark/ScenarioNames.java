/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.folio.eventbus.benchmark.scenario.Scenario;
import org.folio.eventbus.benchmark.scenario.Scenarios;

/** Names of scenarios on the command line. */
final class ScenarioNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return names().iterator();
  }

  /**
   * The scenarios of the given names; without names, the scenarios of a standard run.
   *
   * @param full whether a standard run includes the largest backlog
   */
  static List<Scenario> chosen(List<String> wanted, boolean full) {
    for (String name : wanted) {
      if (!names().contains(name)) {
        throw new BenchmarkException(
            "There is no scenario %s; there are: %s".formatted(name, String.join(", ", names())));
      }
    }
    if (wanted.isEmpty()) {
      return full ? everything() : Scenarios.all();
    }
    return everything().stream().filter(one -> wanted.contains(one.name())).toList();
  }

  private static List<String> names() {
    return everything().stream().map(Scenario::name).toList();
  }

  private static List<Scenario> everything() {
    return Stream.concat(Scenarios.all().stream(), Scenarios.further().stream()).toList();
  }
}
