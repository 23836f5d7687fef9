/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a module answers, what its descriptor tells Okapi, and what is described are the same. */
@WithEventBusServers
class EndpointsTest {

  // For whoever runs the process; Okapi routes none of them.
  private static final Set<String> OF_THE_PROCESS =
      Set.of("GET /admin/health", "GET /admin/ready", "GET /metrics");

  private final KafkaBroker kafka;
  private final PostgresServer postgres;

  EndpointsTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  @ParameterizedTest
  @EnumSource
  void theDescriptorTellsWhatTheModuleAnswers(Deployable deployable) {
    Set<String> answered = RunningModule.endpoints(deployable, kafka, postgres);
    assertThat(answered).containsAll(OF_THE_PROCESS);
    answered.removeAll(OF_THE_PROCESS);
    assertThat(Endpoints.ofDescriptor(deployable.descriptor()))
        .containsExactlyInAnyOrderElementsOf(answered);
  }

  @Test
  void theDescriptionsTellWhatTheModulesAnswer() {
    Set<String> answered = new TreeSet<>();
    for (Deployable deployable : Deployable.values()) {
      answered.addAll(RunningModule.endpoints(deployable, kafka, postgres));
    }
    assertThat(RamlFile.allEndpoints()).containsExactlyInAnyOrderElementsOf(answered);
  }
}
