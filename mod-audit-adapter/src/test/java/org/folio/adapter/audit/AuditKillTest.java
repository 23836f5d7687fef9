/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.folio.adapter.audit.record.Facts;
import org.folio.adapter.audit.record.LogKinds;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
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
 * The adapter is killed while it handles many log records, some of them twice; it keeps each once.
 */
@Tag("kill")
@WithEventBusServers
class AuditKillTest {

  private static final int EVENTS = 8_000;
  private static final int BATCH = 500;
  private static final int EVERY_TENTH = 10;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final int port = FreePorts.next();
  private final ModuleUnderTest module;
  private final Map<String, String> variables;

  AuditKillTest(KafkaBroker kafka, PostgresServer postgres) {
    DatabaseCoordinates database = postgres.newDatabase();
    module = new ModuleUnderTest(port, AuditAdapter.MODULE, database);
    variables = FolioEnvironment.of(kafka, database);
  }

  @Test
  void thousandsOfRecordsOfAllKindsAreKeptOnceAcrossAKill() {
    Vertx vertx = Vertx.vertx();
    EventBus producer = RunningAudit.producer(vertx, EventBusSettings.from(variables));
    ChildJvm process = start();
    try {
      await().atMost(LIMIT).untilAsserted(module::enableTenant);
      Map<String, Set<UUID>> again = new HashMap<>();
      int expected = 0;
      List<JsonObject> samples = Samples.all();
      for (int i = 0; i < EVENTS; i += BATCH) {
        List<EventDraft> drafts = new ArrayList<>();
        for (int n = i; n < i + BATCH; n++) {
          JsonObject payload = other(samples.get(n % samples.size()), n);
          expected += LogKinds.logged(payload, Facts.NONE, Instant.EPOCH).records().size();
          EventDraft draft =
              RunningAudit.draft(UUID.randomUUID(), payload, Instant.now().minusSeconds(n));
          drafts.add(draft);
          if (n % EVERY_TENTH == 0) {
            again
                .computeIfAbsent(draft.stream(), none -> new java.util.HashSet<>())
                .add(draft.id());
          }
        }
        RunningAudit.get(
            producer
                .pool()
                .withTransaction(
                    tx -> producer.publisher().publish(tx, RunningAudit.DIKU, drafts)));
      }
      await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> rows() > EVENTS / 4);
      process.kill();
      assertThat(rows()).as("the kill comes in the middle").isLessThan(expected);
      again.forEach(
          (stream, ids) ->
              assertThat(
                      RunningAudit.get(
                              producer
                                  .admin()
                                  .streams()
                                  .republish(
                                      RunningAudit.DIKU,
                                      ReplaySelection.of(stream).ofEvents(ids),
                                      new Justification("send some twice", "test"),
                                      false))
                          .after()
                          .getInteger("events"))
                  .isPositive());
      process = start();
      int all = expected;
      await().atMost(LIMIT).until(() -> rows() >= all);
      await().atMost(LIMIT).until(() -> number("SELECT count(*) FROM {tables}.event_cursor") > 0);
      assertThat(rows()).isEqualTo(expected);
      assertThat(number("SELECT count(DISTINCT event_id) FROM {tables}.circulation_log"))
          .isEqualTo(EVENTS);
      assertThat(number("SELECT count(DISTINCT id) FROM {tables}.circulation_log"))
          .isEqualTo(expected);
      assertThat(number("SELECT count(*) FROM {tables}.event_parked")).isZero();
    } finally {
      process.close();
      RunningAudit.get(producer.close());
      RunningAudit.get(vertx.close());
    }
  }

  // Replaces loans, requests and patrons of the sample; each has eight events.
  private static JsonObject other(JsonObject sample, int number) {
    String round = ":" + number / (8 * 40);
    return new JsonObject(
        ID.matcher(sample.encode())
            .replaceAll(
                found ->
                    UUID.nameUUIDFromBytes((found.group() + round).getBytes(StandardCharsets.UTF_8))
                        .toString()));
  }

  private ChildJvm start() {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(AuditAdapter.class.getName())
            .jvmOption("-Xmx256m")
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port))
            .output(System.out::println);
    variables.forEach(builder::environment);
    return builder.start();
  }

  private long rows() {
    return number("SELECT count(*) FROM {tables}.circulation_log");
  }

  private long number(String sql) {
    return module.number(sql.replace("{tables}", RunningAudit.TABLES));
  }
}
