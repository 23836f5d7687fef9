/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.adapter.circulation.CirculationAdapter;
import org.folio.adapter.circulation.witness.expect.Fact;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The witness in a process of its own, as it is deployed. */
@Tag("long")
@WithEventBusServers
class WitnessProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int LOANS = 1_000;
  private static final String FINDINGS = "/circulation-events/witness/findings";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Map<String, String> variables;
  private final DatabaseCoordinates database;
  private final KafkaProducer<byte[], byte[]> storage;
  private final List<LoanRow> loans = new ArrayList<>();
  private int port;
  private ChildJvm process;

  WitnessProcessTest(KafkaBroker kafka, PostgresServer postgres) {
    database = postgres.newDatabase();
    variables = FolioEnvironment.of(kafka, database);
    variables.put("WITNESS", "on");
    variables.put("WITNESS_WAIT", "1");
    storage =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    storage.close();
    process.close();
  }

  @Test
  void missingEventIsFoundByTheClockAndShownToPeople() throws Exception {
    start();
    checkOuts(3);
    await().atMost(LIMIT).until(() -> findings("").getInteger("totalRecords") == 3);

    JsonObject page = findings("?kind=NEVER_PUBLISHED&type=ITEM_CHECKED_OUT&limit=2&offset=1");
    assertThat(page.getInteger("totalRecords")).isEqualTo(3);
    assertThat(page.getJsonArray("findings")).hasSize(2);
    JsonObject one =
        findings("?loanId=" + loans.get(0).id()).getJsonArray("findings").getJsonObject(0);
    assertThat(one.getString("requestId")).isEqualTo("482913/circulation");
    JsonObject ofPatron = findings("?userId=" + loans.get(0).user());
    assertThat(ofPatron.getJsonArray("findings")).containsExactly(one);
    assertThat(ofPatron.getString("since")).isNotNull();
    assertThat(ofPatron.getString("explanation"))
        .contains("are compared with the published events");
    assertThat(findings("?userId=" + UUID.randomUUID()).getInteger("totalRecords")).isZero();
    assertThat(send(FINDINGS + "?userId=x", null).statusCode()).isEqualTo(400);
    assertThat(one.getString("derivedFrom")).startsWith("circulation.loan-");
    assertThat(publication(one.getString("derivedEventId")).getString("derivedFrom"))
        .isEqualTo(one.getString("derivedFrom"));
    assertThat(findings("?from=" + Instant.now().plusSeconds(60)).getInteger("totalRecords"))
        .isZero();
    assertThat(send(FINDINGS + "?kind=LOST", null).statusCode()).isEqualTo(400);
    assertThat(send("/metrics", null).body())
        .contains(
            "eventbus_witness_findings_total{kind=\"never_published\",tenant=\"diku\"} 3.0",
            "eventbus_witness_derived_total{tenant=\"diku\"} 3.0");

    HttpResponse<String> late = send("/circulation-events", event(loans.get(0)));
    assertThat(late.statusCode()).isEqualTo(201);
    JsonObject answer = new JsonObject(late.body()).getJsonArray("events").getJsonObject(0);
    assertThat(answer.getBoolean("repeated")).isTrue();
    assertThat(answer.getString("id")).isEqualTo(one.getString("derivedEventId"));
    assertThat(send("/admin/ready", null).statusCode()).isEqualTo(200);
  }

  @Test
  void eventOfNoLoanIsShownAsAPhantom() throws Exception {
    start();
    checkOuts(1);
    LoanRow nobodys =
        LoanRow.checkedOut(UUID.randomUUID(), UUID.randomUUID(), Instant.now(), Instant.now());
    await().atMost(LIMIT).until(() -> findings("").getInteger("totalRecords") == 1);
    send("/circulation-events", event(nobodys));
    await().atMost(LIMIT).until(() -> findings("?kind=PHANTOM").getInteger("totalRecords") == 1);
    assertThat(
            findings("?kind=PHANTOM").getJsonArray("findings").getJsonObject(0).getString("loanId"))
        .isEqualTo(nobodys.id().toString());
  }

  /** Killed when the events are in the outbox and their findings are about to be stored. */
  @Test
  void killedInTheMiddleItDerivesEachMissingEventOnce() throws Exception {
    start();
    try (Connection lock = connect()) {
      lock.setAutoCommit(false);
      try (var statement = lock.createStatement()) {
        statement.execute(
            "LOCK TABLE \"diku_mod_circulation_adapter\".witness_finding"
                + " IN SHARE ROW EXCLUSIVE MODE");
      }
      checkOuts(LOANS);
      await().atMost(LIMIT).until(() -> somebodyWaitsFor(lock));
      process.kill();
      assertThat(count("event_outbox")).isZero();
    }
    start();
    await().atMost(LIMIT).until(() -> findings("").getInteger("totalRecords") > 0);
    process.kill();
    start();
    await().atMost(LIMIT).until(() -> findings("").getInteger("totalRecords") >= LOANS);
    await().atMost(LIMIT).until(() -> count("event_outbox") == 0);

    assertThat(count("witness_finding")).isEqualTo(LOANS);
    assertThat(count("event_journal")).isEqualTo(LOANS);
    assertThat(count("event_journal", "DISTINCT payload::jsonb ->> 'loanId'")).isEqualTo(LOANS);
  }

  private void start() throws Exception {
    port = FreePorts.next();
    ChildJvmBuilder builder =
        ChildJvm.mainClass(CirculationAdapter.class.getName())
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port));
    variables.forEach(builder::environment);
    process = builder.start();
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> send("/admin/ready", null).statusCode() == 200);
    // On a busy machine it is a job first.
    await()
        .atMost(LIMIT)
        .until(
            () ->
                send("/_/tenant", "{\"module_to\":\"mod-circulation-adapter-0.1.0\"}").statusCode()
                    == 204);
  }

  private void checkOuts(int count) {
    for (int i = 0; i < count; i++) {
      Instant now = Instant.now();
      LoanRow loan =
          LoanRow.checkedOut(UUID.randomUUID(), UUID.randomUUID(), now.plusSeconds(86_400), now);
      loans.add(loan);
      var kafkaRecord =
          new ProducerRecord<>(
              variables.get("ENV") + ".diku.circulation.loan",
              bytes(loan.id().toString()),
              bytes(loan.created(now).encode()));
      kafkaRecord.headers().add("folio.tenantId", bytes("diku"));
      kafkaRecord.headers().add("x-okapi-request-id", bytes("482913/circulation"));
      storage.send(kafkaRecord);
    }
    storage.flush();
  }

  private static String event(LoanRow loan) {
    return new JsonArray()
        .add(
            new JsonObject()
                .put("type", Fact.CHECKED_OUT)
                .put("payload", Fact.payload(Fact.CHECKED_OUT, loan.id().toString(), loan.state())))
        .encode();
  }

  private JsonObject findings(String query) throws Exception {
    HttpResponse<String> answer = send(FINDINGS + query, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private JsonObject publication(String id) throws Exception {
    HttpResponse<String> answer = send("/event-bus/events/" + id, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body()).getJsonObject("publication");
  }

  private long count(String table) throws SQLException {
    return count(table, "*");
  }

  private static boolean somebodyWaitsFor(Connection lock) throws SQLException {
    // Within a transaction PostgreSQL shows the sessions as they were at the first look.
    try (var statement = lock.createStatement()) {
      statement.execute("SELECT pg_stat_clear_snapshot()");
    }
    try (var statement = lock.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT FROM pg_stat_activity"
                    + " WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))"
                    + " AND query LIKE '%INSERT INTO%witness_finding%'")) {
      return rows.next();
    }
  }

  private Connection connect() throws SQLException {
    String url =
        "jdbc:postgresql://%s:%s/%s"
            .formatted(database.host(), database.port(), database.database());
    return DriverManager.getConnection(url, database.username(), database.password());
  }

  private long count(String table, String what) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT count(%s) FROM \"diku_mod_circulation_adapter\".%s"
                    .formatted(what, table))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private HttpResponse<String> send(String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("X-Okapi-Tenant", "diku")
            .header("Content-Type", "application/json")
            .timeout(LIMIT);
    return CLIENT.send(
        body == null ? request.build() : request.POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
