/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.sandbox.client.EventBusClient;
import org.folio.sandbox.install.AdapterModule;
import org.folio.sandbox.install.AdapterProcess;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.install.Ports;
import org.folio.sandbox.install.Workspace;
import org.folio.sandbox.library.LibraryMonth;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Makes adapter processes stand still. Readiness, log, metric and doctor name the cause within half
 * a minute; the adapters resume by themselves when it ends, and no event is lost.
 */
@Tag("long")
class StandstillProcessTest {

  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  // Enough for a hold time, some beacons and the events requested after them.
  private static final Duration HEALED = Duration.ofMinutes(2);
  private static final int PATRONS = 20;
  private static final int EVENTS = 300;
  private static final Pace LOAD = new Pace(1, 30);
  private static final int PARTITIONS = 4;
  private static final String UNACKNOWLEDGED = "has not acknowledged events of tenant diku";
  private static final String NO_ANSWER = "does not answer: no broker answered";
  private static final String LOAN_EVENTS = "folio.diku.circulation.loan-events";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final Map<Path, Integer> loggedBefore = new HashMap<>();

  private static Path project;
  private static Installation installation;
  private static Stage stage;

  @BeforeAll
  static void install() {
    project = Path.of("").toAbsolutePath().getParent();
    Workspace workspace =
        new Workspace(project, Path.of("target", "standstill-test").toAbsolutePath());
    assertThat(workspace.occupy()).isTrue();
    workspace.clear();
    installation =
        Installation.start(
            workspace,
            Ports.free(),
            Set.of(AdapterModule.CIRCULATION, AdapterModule.PATRON_BLOCKS),
            2,
            Map.of(),
            progress -> {});
    installation.startAdapters();
    new EventBusClient(installation.circulation().url(), installation.okapiUrl())
        .enable(AdapterModule.CIRCULATION);
    new EventBusClient(installation.patronBlocks().url(), installation.okapiUrl())
        .enable(AdapterModule.PATRON_BLOCKS);
    Story story = new Story(new PrintStream(PrintStream.nullOutputStream()));
    stage = new Stage(installation, story, new Claims(story), new LibraryMonth(1, 1, 1));
  }

  // Each test reads only the lines logged since its start.
  @BeforeEach
  void forgetLogs() {
    installation.adapters().forEach(one -> loggedBefore.put(one.log(), whole(one).length()));
  }

  @AfterEach
  void heal() {
    installation.heal();
  }

  @AfterAll
  static void close() {
    stage.close();
    installation.close();
  }

  /** Simulates a fail-over: the server refuses writes, and every session ends. */
  @Test
  void databaseThatTakesNoWritesIsNamedAndUsedAgainWhenItDoes() {
    Flow flow = new Flow();
    try (Sql sql = new Sql()) {
      sql.run("ALTER DATABASE %s SET default_transaction_read_only = on".formatted(sql.database()));
      sql.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
      await()
          .atMost(HALF_A_MINUTE)
          .untilAsserted(
              () -> assertThat(ready(installation.patronBlocks()).statusCode()).isEqualTo(503));
      assertThat(log(installation.patronBlocks())).contains("CEB-1011");
      assertThat(doctor(installation.patronBlocks())).contains("PostgreSQL");
      sql.run("SET default_transaction_read_only = off");
      sql.run("ALTER DATABASE %s RESET default_transaction_read_only".formatted(sql.database()));
    }
    await()
        .atMost(HALF_A_MINUTE)
        .untilAsserted(
            () -> assertThat(ready(installation.patronBlocks()).statusCode()).isEqualTo(200));

    flow.assertAllApplied();
  }

  /**
   * Writes records that any client with write access can write, including requests for lost events.
   */
  @Test
  void recordsThatSayNothingMakeNothingStandStill() throws Exception {
    Flow flow = new Flow();
    try (KafkaProducer<byte[], byte[]> foreign = foreign(Map.of())) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        for (String type : List.of("beacon", "unavailable")) {
          ProducerRecord<byte[], byte[]> control =
              new ProducerRecord<>(LOAN_EVENTS, partition, null, bytes("{\"events\":null}"));
          control
              .headers()
              .add("ce_type", bytes("org.folio.eventbus." + type))
              .add("X-Okapi-Tenant", bytes("diku"));
          foreign.send(control);
        }
      }
      foreign.send(new ProducerRecord<>("folio.event-bus.republish-requests", bytes("x"), null));
      foreign.flush();
    }

    flow.assertAllApplied();
    await()
        .atMost(HALF_A_MINUTE)
        .untilAsserted(
            () ->
                assertThat(doctor(installation.patronBlocks())).contains("is not a whole number"));
    for (AdapterProcess process : installation.adapters()) {
      assertThat(ready(process).statusCode()).as(process.name()).isEqualTo(200);
    }
  }

  @Test
  void transactionThatAForeignProducerLeavesOpenIsNamed() throws Exception {
    Flow flow = new Flow();
    try (KafkaProducer<byte[], byte[]> foreign =
        foreign(Map.of("transactional.id", "foreign-" + UUID.randomUUID()))) {
      foreign.initTransactions();
      foreign.beginTransaction();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        foreign
            .send(new ProducerRecord<>(LOAN_EVENTS, partition, null, bytes("{}")))
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
      AdapterProcess reading = await().atMost(LIMIT).until(this::standing, one -> one != null);
      assertThat(ready(reading).body()).contains("left a transaction open");
      awaitLogged(List.of(reading), "CEB-1601", "left a transaction open");
      assertThat(doctor(reading)).contains("left a transaction open");
      awaitMetric(reading, "eventbus_standstill_seconds.*reading");
      foreign.abortTransaction();
    }

    flow.assertAllApplied();
  }

  /**
   * An operator deletes the topic and creates it with fewer partitions while events are in flight.
   */
  @Test
  void topicThatLosesPartitionsIsNamedAndSentToAgain() throws Exception {
    Flow flow = new Flow();
    List<AdapterProcess> producers = installation.instances(AdapterModule.CIRCULATION);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", installation.kafka().bootstrapServers()))) {
      admin.deleteTopics(List.of(LOAN_EVENTS)).all().get();
      await()
          .atMost(HALF_A_MINUTE)
          .until(() -> producers.stream().anyMatch(StandstillProcessTest::lacksBrokers));
      AdapterProcess stuck =
          producers.stream().filter(StandstillProcessTest::lacksBrokers).findFirst().orElseThrow();
      awaitLogged(List.of(stuck), "CEB-1101");
      assertThat(doctor(stuck)).contains(UNACKNOWLEDGED);
      admin.createTopics(List.of(new NewTopic(LOAN_EVENTS, 2, (short) 1))).all().get();
      flow.assertAllRelayed();
      admin.createPartitions(Map.of(LOAN_EVENTS, NewPartitions.increaseTo(PARTITIONS))).all().get();
    }

    // The subscription requests the unread events of the old topic when it notices that they are
    // missing.
    flow.assertAllApplied();
  }

  @Test
  void brokersThatAreAwayAreNamed() {
    Flow flow = new Flow();
    installation.kafka().kill();
    for (AdapterModule module : List.of(AdapterModule.CIRCULATION, AdapterModule.PATRON_BLOCKS)) {
      List<AdapterProcess> processes = installation.instances(module);
      AdapterProcess without =
          await()
              .atMost(HALF_A_MINUTE)
              .until(() -> thatSays(processes, NO_ANSWER), one -> one != null);
      awaitLogged(List.of(without), "CEB-1013");
      assertThat(doctor(without)).contains(NO_ANSWER);
    }
    awaitMetric(installation.circulation(), "eventbus_standstill_seconds.*relay");
    installation.kafka().start();

    flow.assertAllApplied();
  }

  /** A lock on a table of the bus stops the component that writes to it; reads continue. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CIRCULATION   | diku_mod_circulation_adapter.event_journal  | The relay has work and has not moved | CEB-1601 | eventbus_standstill_seconds.*relay
          PATRON_BLOCKS | diku_mod_patron_blocks_adapter.event_cursor | has been working on                  | CEB-1207 | eventbus_consume_batch_seconds_count.*failed
          """)
  void whatWaitsForALockIsNamed(
      AdapterModule module, String table, String sentence, String code, String metric)
      throws SQLException {
    Flow flow = new Flow();
    List<AdapterProcess> processes = installation.instances(module);
    try (Sql sql = new Sql()) {
      sql.run("BEGIN");
      sql.run("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
      AdapterProcess standing =
          await()
              .atMost(HALF_A_MINUTE)
              .until(() -> thatSays(processes, sentence), one -> one != null);
      awaitLogged(processes, code);
      awaitMetric(standing, metric);
      assertThat(doctor(standing)).contains(sentence);
      sql.run("ROLLBACK");
    }
    await().atMost(LIMIT).until(() -> thatSays(processes, sentence) == null);

    flow.assertAllApplied();
  }

  private static AdapterProcess thatSays(List<AdapterProcess> processes, String sentence) {
    return processes.stream()
        .filter(one -> ready(one).body().contains(sentence))
        .findFirst()
        .orElse(null);
  }

  // Waits for a line of the metrics with a value other than zero.
  private static void awaitMetric(AdapterProcess process, String metric) {
    await()
        .atMost(HALF_A_MINUTE)
        .until(
            () ->
                get(process, "/metrics")
                    .body()
                    .lines()
                    .anyMatch(line -> line.matches(metric + ".* (?!0\\.0$)[0-9.E]+")));
  }

  private static boolean lacksBrokers(AdapterProcess process) {
    return ready(process).body().contains(UNACKNOWLEDGED);
  }

  private AdapterProcess standing() {
    return installation.instances(AdapterModule.PATRON_BLOCKS).stream()
        .filter(one -> ready(one).statusCode() == 503)
        .findFirst()
        .orElse(null);
  }

  /** Events that are published during a standstill. */
  private static final class Flow {

    private final LoanModel model;
    private final Publication publication;

    Flow() {
      List<LoanEvent> events = new LibraryMonth(PATRONS, EVENTS, System.nanoTime()).events();
      model = LoanModel.of(events);
      publication = stage.publish(events, LOAD);
      await().atMost(LIMIT).until(() -> publication.accepted() > 0);
    }

    void assertAllRelayed() {
      EventBusClient client =
          new EventBusClient(installation.circulation().url(), installation.okapiUrl());
      await().atMost(LIMIT).until(() -> client.outboxEvents() == 0);
    }

    void assertAllApplied() {
      publication.join();
      await()
          .atMost(HEALED)
          .untilAsserted(
              () ->
                  assertThat(
                          stage.tables().appliedByType(model.patrons()).values().stream()
                              .mapToLong(Long::longValue)
                              .sum())
                      .isEqualTo(EVENTS));
    }
  }

  private static KafkaProducer<byte[], byte[]> foreign(Map<String, Object> more) {
    Map<String, Object> configuration = new HashMap<>(more);
    configuration.put("bootstrap.servers", installation.kafka().bootstrapServers());
    return new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static java.net.http.HttpResponse<String> ready(AdapterProcess process) {
    return get(process, "/admin/ready");
  }

  private static java.net.http.HttpResponse<String> get(AdapterProcess process, String path) {
    URI address = process.url().resolve(path);
    try {
      return HTTP.send(
          HttpRequest.newBuilder(address).timeout(LIMIT).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("No answer from " + address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  // Readiness is computed on request; the log is written each second.
  private static void awaitLogged(List<AdapterProcess> processes, String... words) {
    await()
        .atMost(HALF_A_MINUTE)
        .untilAsserted(
            () ->
                assertThat(
                        processes.stream()
                            .map(StandstillProcessTest::log)
                            .collect(Collectors.joining()))
                    .contains(words));
  }

  private static String log(AdapterProcess process) {
    return whole(process).substring(loggedBefore.get(process.log()));
  }

  private static String whole(AdapterProcess process) {
    try {
      return Files.readString(process.log());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String doctor(AdapterProcess process) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                project.resolve("event-bus-console/target/event-bus-console.jar").toString(),
                "doctor",
                "--modules",
                process.url().toString(),
                "--tenant",
                "diku"));
    try {
      Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(started.waitFor()).as(said).isNotZero();
      // The table of the console wraps long sentences.
      return said.replaceAll("\\s+", " ");
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A separate session on the adapters' database. */
  private static final class Sql implements AutoCloseable {

    private final DatabaseCoordinates coordinates = installation.postgres().coordinates();
    private final Connection connection;

    Sql() {
      try {
        connection =
            DriverManager.getConnection(
                coordinates.jdbcUrl(), coordinates.username(), coordinates.password());
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }

    String database() {
      return coordinates.database();
    }

    void run(String sql) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }
  }
}
