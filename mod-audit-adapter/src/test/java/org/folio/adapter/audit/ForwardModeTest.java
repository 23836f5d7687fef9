/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.base.settings.SettingsException;
import org.folio.eventbus.okapi.deliver.AdapterMode;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Test;

/** Mode forward delivers to a deployed mod-audit. */
@WithEventBusServers
class ForwardModeTest {

  private static AuditSettings read(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    AuditSettings settings = AuditSettings.from(environment);
    environment.check();
    return settings;
  }

  @Test
  void recordsOfBothStreamsAreDeliveredAsTheyAre(KafkaBroker kafka, PostgresServer postgres) {
    try (OkapiDouble okapi = new OkapiDouble()) {
      okapi.server.stubFor(
          post(urlEqualTo(AuditStreams.HANDLER)).willReturn(aResponse().withStatus(204)));
      AuditSettings settings =
          new AuditSettings(AdapterMode.FORWARD, okapi.settings(), AuditSettings.FOR_EVER);
      try (RunningAudit audit = new RunningAudit(kafka, postgres.newDatabase(), settings)) {
        JsonObject loan = Samples.loan(UUID.randomUUID(), UUID.randomUUID(), "b");
        JsonObject fee = Samples.of("fee-fine-paid");
        audit.publish(loan);
        audit.publish(fee);
        await().atMost(RunningAudit.LIMIT).until(() -> delivered(okapi).size() == 2);
        assertThat(delivered(okapi))
            .allSatisfy(
                call -> {
                  assertThat(call.getHeader("X-Okapi-Token")).isEqualTo("token");
                  assertThat(call.getHeader("X-Okapi-Tenant")).isEqualTo("diku");
                })
            .extracting(call -> new JsonObject(call.getBodyAsString()).getString("logEventType"))
            .containsExactlyInAnyOrder("LOAN", "FEE_FINE");
        assertThat(audit.send("GET", RunningAudit.LOGS, "").statusCode()).isEqualTo(404);
      }
    }
  }

  private static List<LoggedRequest> delivered(OkapiDouble okapi) {
    return okapi.server.findAll(postRequestedFor(urlEqualTo(AuditStreams.HANDLER)));
  }

  @Test
  void theLogIsKeptHereAndForEverUnlessToldOtherwise() {
    assertThat(read(Map.of())).isEqualTo(AuditSettings.DEFAULT);
    AuditSettings told =
        read(
            Map.of(
                "AUDIT_MODE", "forward",
                "OKAPI_URL", "http://okapi:9130",
                "AUDIT_RETENTION_DAYS", "365"));
    assertThat(told.mode()).isEqualTo(AdapterMode.FORWARD);
    assertThat(told.retentionDays()).isEqualTo(365);
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> read(Map.of("AUDIT_MODE", "forward")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("OKAPI_URL is not set");
    assertThatThrownBy(() -> read(Map.of("AUDIT_MODE", "both", "AUDIT_RETENTION_DAYS", "-1")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("AUDIT_MODE is \"both\"; expected own or forward.")
        .hasMessageContaining("AUDIT_RETENTION_DAYS is \"-1\"");
  }
}
