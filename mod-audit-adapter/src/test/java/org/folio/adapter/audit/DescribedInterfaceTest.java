/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.folio.eventbus.schema.PayloadSchema;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** The module serves the interface that its RAML and its descriptor describe. */
@WithEventBusServers
class DescribedInterfaceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static void assertValid(String name, String body) throws IOException {
    assertThat(PayloadSchema.load(name + ".json").violations(JSON.readTree(body)))
        .as(name)
        .isEmpty();
  }

  private static JsonObject descriptor(String name) throws IOException {
    return new JsonObject(
        Files.readString(Path.of("..", "descriptors", "mod-audit-adapter", name)));
  }

  private static Stream<String> texts(JsonArray objects, String member) {
    return objects.stream().map(JsonObject.class::cast).map(one -> one.getString(member));
  }

  @Test
  void theAnswersAreValid(KafkaBroker kafka, PostgresServer postgres) throws IOException {
    try (RunningAudit audit =
        new RunningAudit(kafka, postgres.newDatabase(), AuditSettings.DEFAULT)) {
      Samples.all().forEach(audit::publish);
      await()
          .atMost(RunningAudit.LIMIT)
          .until(() -> audit.find("cql.allRecords=1").size() > Samples.all().size());
      assertValid("circulationLogs", audit.find("", "&limit=1000").encode());
      assertValid("queryRefusal", audit.send("GET", RunningAudit.LOGS + "?query=(", "").body());
      assertValid("errors", audit.send("POST", AuditStreams.HANDLER, "{}").body());
      audit.send("POST", "/_/tenant", "{\"purge\":true}");
      assertThat(audit.send("GET", RunningAudit.LOGS, "").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void modeOwnTakesNothingAwayFromModAudit() throws IOException {
    JsonObject descriptor = descriptor("ModuleDescriptor-template.json");
    assertThat(descriptor.getJsonArray("replaces")).containsExactly("${artifactId}-forward");
    assertThat(texts(descriptor.getJsonArray("provides"), "id"))
        .containsExactly(
            "circulation-logs",
            "audit-data-event-handlers",
            "${artifactId}-mode",
            "event-bus-admin",
            "_tenant",
            "_timer");
  }

  @Test
  void modeForwardStandsBesideModAudit() throws IOException {
    JsonObject descriptor = descriptor("ModuleDescriptor-forward-template.json");
    assertThat(descriptor.getJsonArray("replaces")).containsExactly("${artifactId}");
    assertThat(texts(descriptor.getJsonArray("provides"), "id"))
        .containsExactly("${artifactId}-mode", "event-bus-admin", "_tenant");
    assertThat(texts(descriptor.getJsonArray("requires"), "id"))
        .containsExactly("audit-data-event-handlers");
    assertThat(
            descriptor.getJsonObject("metadata").getJsonObject("user").getJsonArray("permissions"))
        .containsExactly("audit.pub-sub-handlers.log-record-event.post");
  }
}
