/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.folio.adapter.circulation.AdapterUnderTest.LIMIT;
import static org.folio.adapter.circulation.AdapterUnderTest.checkOut;
import static org.folio.adapter.circulation.AdapterUnderTest.checkOuts;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.folio.adapter.circulation.AdapterUnderTest;
import org.folio.adapter.circulation.CirculationAdapter;
import org.folio.circulation.events.CirculationEventsClient;
import org.folio.circulation.events.CirculationEventsClient.RefusedException;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against the adapter, and against its absence. */
@WithEventBusServers
class CirculationEventsClientTest {

  private static final Map<String, String> DIKU = Map.of("X-Okapi-Tenant", "diku");

  private final int port = FreePorts.next();
  private final UUID user = UUID.randomUUID();
  private final EventBusSettings settings;
  private final PostgresServer postgres;
  private final AdapterUnderTest adapter;
  private final CirculationEventsClient client;
  private ModuleProcess module;

  CirculationEventsClientTest(
      KafkaBroker kafka, PostgresServer postgres, DatabaseCoordinates database) {
    this.postgres = postgres;
    settings = EventBusSettings.from(FolioEnvironment.of(kafka, database));
    adapter = new AdapterUnderTest(port, database);
    client = new CirculationEventsClient(adapter.address(), () -> DIKU);
  }

  @BeforeEach
  void start() throws Exception {
    module =
        ModuleProcess.start(new CirculationAdapter(), settings, port)
            .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    adapter.enableTenant();
  }

  @AfterEach
  void stop() {
    module.close();
  }

  @Test
  void eventIsPublishedOnceThoughTheAdapterWasAwayAtFirst() throws Exception {
    module.close();
    CompletableFuture<String> answer = client.publish(checkOut(user), "once " + user);
    start();

    assertThat(get(answer)).contains("\"sequence\":1");
    assertThat(get(client.publish(checkOut(user), "another " + user))).contains("\"sequence\":2");
  }

  @Test
  void sameCallWithTheSameKeyIsOneEvent() throws Exception {
    String event = checkOut(user);
    get(client.publish(event, "twice " + user));

    assertThat(get(client.publish(event, "twice " + user))).contains("\"repeated\":true");
    assertThat(adapter.stored(user)).isEqualTo(1);
  }

  @Test
  void databaseThatIsAwayDelaysAnImportAndLosesNothing() throws Exception {
    List<String> lines = checkOuts(user, 12_000);
    postgres.stop();
    CompletableFuture<String> progress = client.importLines("away", lines.iterator(), true);
    postgres.start();

    assertThat(new JsonObject(get(progress)).getLong("published")).isEqualTo(12_000);
    assertThat(adapter.stored(user)).isEqualTo(12_000);
    assertThat(get(client.importLines("away", lines.iterator(), true)))
        .as("nothing twice")
        .isEqualTo(get(progress));
    assertThat(get(client.progress("away"))).contains("\"state\":\"FINISHED\"");
  }

  @Test
  void invalidLineIsNamedAndAnImportWithItMendedGoesOn() throws Exception {
    List<String> lines = new ArrayList<>(checkOuts(user, 6_000));
    lines.set(5_500, "{}");
    assertThatThrownBy(() -> get(client.importLines("invalid", lines.iterator(), true)))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(422);
              assertThat(refused.body()).contains("{\"key\":\"line\",\"value\":\"5501\"}");
              assertThat(refused).hasMessageNotContaining(user.toString());
            });
    lines.set(5_500, checkOut(user));

    String progress = get(client.importLines("invalid", lines.iterator(), true));
    assertThat(new JsonObject(progress).getLong("published")).isEqualTo(6_000);
  }

  @Test
  void eventIsALineWhateverThePayloadLooksLike() throws Exception {
    UUID id = UUID.randomUUID();
    String pretty = new JsonObject(checkOut(user)).getJsonObject("payload").encodePrettily();
    String line = CirculationEventsClient.event(id, "ITEM_CHECKED_OUT", pretty);

    assertThat(line).doesNotContain("\n");
    assertThat(get(client.publish(line))).contains(id.toString());
  }

  @Test
  void clientGivesUpWhenItsPatienceIsOver() {
    CirculationEventsClient impatient =
        new CirculationEventsClient(
            HttpClient.newHttpClient(),
            URI.create("http://localhost:" + FreePorts.next() + "/"),
            () -> DIKU,
            Duration.ofMillis(500),
            Duration.ofSeconds(5));

    assertThatThrownBy(() -> get(impatient.publish(checkOut(user))))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("took no events in")
        .hasMessageContaining("got no answer");
  }

  private static String get(CompletableFuture<String> future) throws Exception {
    return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }
}
