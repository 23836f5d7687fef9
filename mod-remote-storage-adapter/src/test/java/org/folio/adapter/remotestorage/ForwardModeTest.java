/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonArray;
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

/** Mode forward delivers to a deployed mod-remote-storage. */
@WithEventBusServers
class ForwardModeTest {

  private static RemoteStorageSettings read(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    RemoteStorageSettings settings = RemoteStorageSettings.from(environment);
    environment.check();
    return settings;
  }

  private static void answers(OkapiDouble okapi, int status, String code, String message) {
    okapi.server.stubFor(
        post(urlEqualTo(RemoteStorageStreams.HANDLER))
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withBody(
                        new JsonObject()
                            .put(
                                "errors",
                                new JsonArray()
                                    .add(
                                        new JsonObject()
                                            .put("message", message)
                                            .put("type", "-1")
                                            .put("code", code)))
                            .encode())));
  }

  private static List<LoggedRequest> delivered(OkapiDouble okapi) {
    return okapi.server.findAll(postRequestedFor(urlEqualTo(RemoteStorageStreams.HANDLER)));
  }

  @Test
  void mappedKindsAreDeliveredAndAnswersAreUnderstood(KafkaBroker kafka, PostgresServer postgres) {
    try (OkapiDouble okapi = new OkapiDouble();
        RunningStorage storage =
            new RunningStorage(
                kafka,
                postgres.newDatabase(),
                new RemoteStorageSettings(AdapterMode.FORWARD, okapi.settings()))) {
      okapi.server.stubFor(
          post(urlEqualTo(RemoteStorageStreams.HANDLER)).willReturn(aResponse().withStatus(204)));
      storage.applied(Samples.page());
      storage.applied(Samples.changed("REQUEST_EXPIRED_EVENT", "Hold", "Page"));
      assertThat(delivered(okapi)).hasSize(1);
      assertThat(delivered(okapi).get(0).getHeader("X-Okapi-Token")).isEqualTo("token");

      answers(
          okapi,
          400,
          "Item return error",
          "Mapping does not exist for folioLocationId " + Samples.LOCAL);
      storage.applied(Samples.checkIn());
      answers(okapi, 400, "Item return error", "Item does not exist for barcode 1");
      assertThat(storage.parked(Samples.checkIn())).contains("Item does not exist");
      answers(okapi, 404, "Not found", "User with id x not found");
      assertThat(storage.parked(Samples.page())).contains("404");

      okapi.forget();
      UUID waiting = storage.publish(Samples.page());
      int before = delivered(okapi).size();
      await().atMost(RunningStorage.LIMIT).until(() -> delivered(okapi).size() > before);
      assertThat(storage.outcome(waiting)).isEmpty();
      okapi.server.stubFor(
          post(urlEqualTo(RemoteStorageStreams.HANDLER)).willReturn(aResponse().withStatus(204)));
      await().atMost(RunningStorage.LIMIT).until(() -> storage.outcome(waiting).equals("APPLIED"));
      assertThat(storage.send("GET", RunningStorage.RETRIEVALS, "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void theQueuesAreKeptHereUnlessToldOtherwise() {
    assertThat(read(Map.of("OKAPI_URL", "http://okapi:9130")).mode()).isEqualTo(AdapterMode.OWN);
    assertThat(
            read(Map.of("REMOTE_STORAGE_MODE", "forward", "OKAPI_URL", "http://okapi:9130")).mode())
        .isEqualTo(AdapterMode.FORWARD);
  }

  @Test
  void nothingWorksWithoutOkapi() {
    assertThatThrownBy(() -> read(Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("OKAPI_URL is not set");
    assertThatThrownBy(() -> read(Map.of("REMOTE_STORAGE_MODE", "both")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("REMOTE_STORAGE_MODE is \"both\"; expected own or forward.");
  }
}
