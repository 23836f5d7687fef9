/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.replay.ReplaySelection;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.ModuleUnderTest;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The adapter is killed while it handles many pages, some of them twice; each becomes one
 * retrieval.
 */
@Tag("kill")
@WithEventBusServers
class RemoteStorageKillTest {

  private static final int EVENTS = 2_000;
  private static final int BATCH = 500;
  private static final int EVERY_TENTH = 10;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final int port = FreePorts.next();
  private final ModuleUnderTest module;
  private final Map<String, String> variables;

  RemoteStorageKillTest(KafkaBroker kafka, PostgresServer postgres) {
    DatabaseCoordinates database = postgres.newDatabase();
    module = new ModuleUnderTest(port, RemoteStorageAdapter.MODULE, database);
    variables = FolioEnvironment.of(kafka, database);
  }

  @Test
  void eachPageIsOneRetrievalAcrossAKill() {
    Vertx vertx = Vertx.vertx();
    try (OkapiDouble okapi = new OkapiDouble()) {
      okapi.knowsSamples();
      variables.put("OKAPI_URL", okapi.server.baseUrl());
      EventBus producer = RunningStorage.producer(vertx, EventBusSettings.from(variables));
      ChildJvm process = start();
      try {
        await().atMost(LIMIT).untilAsserted(module::enableTenant);
        assertThat(
                module
                    .post("/remote-storage/configurations", Samples.configuration().encode())
                    .statusCode())
            .isEqualTo(201);
        assertThat(module.post("/remote-storage/mappings", Samples.mapping().encode()).statusCode())
            .isEqualTo(201);
        Set<UUID> again = new HashSet<>();
        for (int i = 0; i < EVENTS; i += BATCH) {
          List<EventDraft> drafts = new ArrayList<>();
          for (int n = i; n < i + BATCH; n++) {
            EventDraft draft =
                RunningStorage.draft(
                    UUID.randomUUID(), n % 2 == 0 ? Samples.page() : Samples.checkIn());
            drafts.add(draft);
            if (n % EVERY_TENTH == 0) {
              again.add(draft.id());
            }
          }
          RunningStorage.get(
              producer
                  .pool()
                  .withTransaction(
                      tx -> producer.publisher().publish(tx, RunningStorage.DIKU, drafts)));
        }
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> rows() > EVENTS / 4);
        process.kill();
        assertThat(rows()).as("the kill comes in the middle").isLessThan(EVENTS);
        RunningStorage.get(
            producer
                .admin()
                .streams()
                .republish(
                    RunningStorage.DIKU,
                    ReplaySelection.of(EventCatalog.CIRCULATION_LOG).ofEvents(again),
                    new Justification("send some twice", "test"),
                    false));
        process = start();
        await()
            .atMost(LIMIT)
            .until(
                () ->
                    number(
                            "SELECT count(DISTINCT event_id) FROM {tables}.event_receipt"
                                + " WHERE outcome = 'APPLIED'")
                        == EVENTS);
        assertThat(rows()).isEqualTo(EVENTS);
        assertThat(number("SELECT count(DISTINCT event_id) FROM {tables}.remote_storage_retrieval"))
            .isEqualTo(EVENTS);
        assertThat(number("SELECT count(*) FROM {tables}.event_parked")).isZero();
      } finally {
        process.close();
        RunningStorage.get(producer.close());
        RunningStorage.get(vertx.close());
      }
    }
  }

  private ChildJvm start() {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(RemoteStorageAdapter.class.getName())
            .jvmOption("-Xmx256m")
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port))
            .output(System.out::println);
    variables.forEach(builder::environment);
    return builder.start();
  }

  private long rows() {
    return number("SELECT count(*) FROM {tables}.remote_storage_retrieval");
  }

  private long number(String sql) {
    return module.number(sql.replace("{tables}", RunningStorage.TABLES));
  }
}
