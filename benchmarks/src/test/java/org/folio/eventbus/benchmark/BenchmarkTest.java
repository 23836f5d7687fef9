/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.folio.eventbus.benchmark.scenario.Scenario;
import org.folio.eventbus.benchmark.scenario.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs all scenarios with small sizes. The measurements mean nothing, but all results must be
 * correct.
 */
class BenchmarkTest {

  @TempDir Path folder;

  @Test
  void quickRunPlaysEveryScenarioAndEveryResultIsRight() throws Exception {
    Path file = folder.resolve("results.json");

    int exit = Benchmark.run("bench", "--quick", "--json", file.toString());

    JsonNode results = new ObjectMapper().readTree(file.toFile());
    assertThat(results.get("wrong")).isEmpty();
    assertThat(exit).isZero();
    Set<String> played = new TreeSet<>();
    results.get("measurements").forEach(one -> played.add(one.get("scenario").asText()));
    List<String> all = Scenarios.all().stream().map(Scenario::name).toList();
    assertThat(played).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void unknownScenarioIsRefused() {
    assertThat(Benchmark.run("bench", "--scenario", "nothing")).isNotZero();
  }
}
