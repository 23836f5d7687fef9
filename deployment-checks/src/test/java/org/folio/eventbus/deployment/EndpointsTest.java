/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.RawHttp;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A module serves the endpoints that its descriptor and its RAML describe, and no others. */
@WithEventBusServers
class EndpointsTest {

  // For the operator of the process; Okapi routes none of them.
  private static final Set<String> OF_THE_PROCESS =
      Set.of("GET /admin/health", "GET /admin/ready", "GET /metrics");

  private static final Duration LIMIT = Duration.ofSeconds(20);

  // Headers that Okapi sets and that any other client can forge.
  private static final List<String> OF_OKAPI =
      List.of(
          "X-Okapi-Tenant: diku",
          "X-Okapi-Url: http://localhost:1",
          "X-Okapi-Permissions: [\"mod-audit-adapter.event-bus.all\",\"mod-audit-adapter.event-bus.reveal.execute\"]",
          "Content-Length: 2");

  // The answer of the guard, or of a router that does not know the path or cannot parse it.
  private static final Pattern NOT_LET_IN =
      Pattern.compile(
          "HTTP/1.1 (403 .*|404 .*There is nothing at this path|400 .*The request cannot be read.*)",
          Pattern.DOTALL);

  private final KafkaBroker kafka;
  private final PostgresServer postgres;

  EndpointsTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  private static List<String> spellings(String path) {
    return List.of(
        path,
        path + "/",
        path + "//",
        path + "?reveal=true",
        path + ";a=b",
        path + "%00",
        path + "%2F",
        path + "/.",
        path + "/..",
        "/" + path,
        "/." + path,
        "/x/.." + path,
        "/%2e" + path,
        "http://localhost" + path,
        path.replace("/event-bus/", "/event-bus//"),
        path.replace("/event-bus/", "/event-bus/./"),
        path.replace("/event-bus/", "/event-bus/../event-bus/"),
        path.replace("/event-bus/", "/event-bus%2F"),
        path.replace("/event-bus/", "/event-bus%2f"),
        path.replace("/event-bus/", "/event-bus\\"),
        path.replace("/event-bus/", "/%65vent-bus/"),
        path.replace("/event-bus/", "/event%2Dbus/"),
        path.replace("/event-bus/", "/EVENT-BUS/"));
  }

  private static String answer(int port, String method, String target) {
    try (RawHttp connection = new RawHttp(port, LIMIT)) {
      return connection
          .send(RawHttp.head(method + " " + target + " HTTP/1.1", OF_OKAPI) + "{}")
          .answer();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDescriptorTellsWhatTheModuleAnswersAndNothingBelowEventBusDoesWithoutTheToken(
      Deployable deployable) {
    try (RunningModule module = RunningModule.start(deployable, kafka, postgres)) {
      Set<String> answered = module.endpoints();
      Set<String> guarded = new TreeSet<>(answered);
      guarded.removeIf(endpoint -> !endpoint.contains(" /event-bus"));
      assertThat(answered).containsAll(OF_THE_PROCESS);
      answered.removeAll(OF_THE_PROCESS);
      assertThat(Endpoints.ofDescriptor(deployable.descriptor()))
          .containsExactlyInAnyOrderElementsOf(answered);

      for (String endpoint : guarded) {
        String method = endpoint.substring(0, endpoint.indexOf(' '));
        String path = endpoint.substring(method.length() + 1).replace("{}", "x");
        for (String spelling : spellings(path)) {
          assertThat(answer(module.port(), method, spelling)).as(spelling).matches(NOT_LET_IN);
        }
        for (String other : List.of("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "get")) {
          assertThat(answer(module.port(), other, path)).as(other).matches(NOT_LET_IN);
        }
      }
    }
  }

  @Test
  void theDescriptionsTellWhatTheModulesAnswer() {
    Set<String> answered = new TreeSet<>();
    for (Deployable deployable : Deployable.values()) {
      try (RunningModule module = RunningModule.start(deployable, kafka, postgres)) {
        answered.addAll(module.endpoints());
      }
    }
    assertThat(RamlFile.allEndpoints()).containsExactlyInAnyOrderElementsOf(answered);
  }
}
