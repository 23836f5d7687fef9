/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.base.settings.Variable;
import org.folio.eventbus.okapi.operate.AdminGuard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The descriptors and the documentation list each variable that a module reads, with its default.
 */
class VariablesTest {

  private static final String JVM = "JAVA_OPTIONS";

  // In a container these are other hosts, with the names of FOLIO's descriptors.
  private static final List<String> ADDRESSES = List.of("DB_HOST", "KAFKA_HOST");

  static List<Variable> asked(Deployable deployable) {
    Environment environment = new Environment(Map.of());
    EventBusSettings.from(environment);
    AdminGuard.from(environment);
    deployable.read(environment);
    return environment.asked();
  }

  private static Map<String, JsonNode> told(Deployable deployable) {
    Map<String, JsonNode> told = new TreeMap<>();
    deployable
        .descriptor()
        .path("launchDescriptor")
        .path("env")
        .forEach(variable -> told.put(variable.path("name").asText(), variable));
    told.remove(JVM);
    return told;
  }

  @ParameterizedTest
  @EnumSource
  void theDescriptorHasThem(Deployable deployable) {
    assertThat(told(deployable).keySet())
        .containsExactlyInAnyOrderElementsOf(
            new TreeSet<>(asked(deployable).stream().map(Variable::name).toList()));
  }

  @ParameterizedTest
  @EnumSource
  void theDescriptorHasTheirDefaults(Deployable deployable) {
    Map<String, JsonNode> told = told(deployable);
    for (Variable variable : asked(deployable)) {
      if (!variable.defaultValue().isEmpty()
          && !ADDRESSES.contains(variable.name())
          && !deployable.variables.containsKey(variable.name())) {
        assertThat(told.get(variable.name()).path("value").asText())
            .as(variable.name())
            .isEqualTo(variable.defaultValue());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRunbookExplainsThem(Deployable deployable) {
    String runbook = Project.text(Project.ROOT.resolve("docs").resolve("configuration.md"));
    assertThat(asked(deployable))
        .allSatisfy(variable -> assertThat(runbook).contains("`" + variable.name() + "`"));
  }
}
