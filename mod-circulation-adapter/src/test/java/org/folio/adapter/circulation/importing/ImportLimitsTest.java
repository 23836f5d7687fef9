/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.adapter.circulation.AdapterUnderTest.LIMIT;
import static org.folio.adapter.circulation.AdapterUnderTest.checkOut;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.folio.adapter.circulation.AdapterUnderTest;
import org.folio.adapter.circulation.CirculationAdapter;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusBuilder;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.okapi.importing.ImportRoutes;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.okapi.module.ModuleServer;
import org.folio.eventbus.okapi.quota.QuotaSettings;
import org.folio.eventbus.okapi.quota.TenantQuotas;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits for senders of streams and imports, and the answers beyond them. */
@WithEventBusServers
class ImportLimitsTest {

  private static final String STREAM = "/circulation-events";
  private static final String IMPORT = STREAM + "/import";
  private static ModuleProcess module;
  private static AdapterUnderTest adapter;

  private final UUID user = UUID.randomUUID();
  private final String id = "import " + user;
  private final String part = IMPORT + "?id=" + id.replace(" ", "%20");

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    module =
        ModuleProcess.start(
                new CirculationAdapter(),
                EventBusSettings.from(FolioEnvironment.of(kafka, database)),
                0)
            .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    adapter = new AdapterUnderTest(module.port(), database);
    adapter.enableTenant();
  }

  @AfterAll
  static void stop() {
    module.close();
  }

  @Test
  void streamsBeyondTheLimitAreAskedToComeAgain() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < ImportRoutes.MOST_STREAMS_OF_TENANT; i++) {
        Socket socket = new Socket("localhost", module.port());
        open.add(socket);
        socket
            .getOutputStream()
            .write(
                ("POST /circulation-events HTTP/1.1\r\nHost: localhost\r\nX-Okapi-Tenant: diku\r\n"
                        + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
      }
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                HttpResponse<String> refused = adapter.lines(part, List.of());
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).contains("1");
              });
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    await().atMost(LIMIT).until(() -> adapter.lines(part, List.of()).statusCode() == 200);
  }

  @Test
  void senderThatSendsNothingIsToldToGoOnLater(KafkaBroker kafka, DatabaseCoordinates database)
      throws Exception {
    Vertx vertx = Vertx.vertx();
    EventBusSettings settings = EventBusSettings.from(FolioEnvironment.of(kafka, database));
    EventBusBuilder builder = EventBus.builder(vertx, settings, CirculationAdapter.MODULE);
    new CirculationAdapter().describe(builder);
    EventBus bus = builder.build();
    ModuleServer server =
        new ModuleServer(
            vertx,
            0,
            List.of(
                new ImportRoutes(
                    vertx,
                    bus,
                    new TenantQuotas(QuotaSettings.NONE),
                    STREAM,
                    Duration.ofMillis(200))));
    server.start().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    try (Socket socket = new Socket("localhost", server.actualPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST /circulation-events/import HTTP/1.1\r\nHost: localhost\r\nX-Okapi-Tenant: diku\r\n"
                      + "Content-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n"
                      + checkOut(user)
                      + "\n")
                  .getBytes(StandardCharsets.UTF_8));
      byte[] answer = new byte[4_096];
      int length = socket.getInputStream().read(answer);

      assertThat(new String(answer, 0, length, StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 408")
          .contains("1 lines are committed as ");
      assertThat(adapter.stored(user)).isEqualTo(1);
    } finally {
      server.stop().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
      bus.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
      vertx.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void lineThatIsTooLongIsRefusedAndThoseBeforeItAreNamed() {
    String long5 = checkOut(user).replace("{", "{" + " ".repeat(5 * 1024 * 1024));
    HttpResponse<String> answer = adapter.lines(part, List.of(checkOut(user), long5));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).startsWith("Line 2 is longer than the allowed 4194304 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "offset=-1, 400",
    "offset=x, 400",
    "finish=maybe, 400",
    "invalid=ignore, 400",
    "id=, 400"
  })
  void wrongParametersAreRefused(String parameter, int status) {
    assertThat(adapter.lines(IMPORT + "?" + parameter, List.of("{}")).statusCode())
        .isEqualTo(status);
  }

  @Test
  void otherContentTypesAndTenantsAreRefused() {
    assertThat(adapter.post(IMPORT, "{}").statusCode()).isEqualTo(415);
    assertThat(
            adapter.lines(IMPORT, List.of(checkOut(user)), "X-Okapi-Request-Id", "1").statusCode())
        .isEqualTo(200);
  }
}
