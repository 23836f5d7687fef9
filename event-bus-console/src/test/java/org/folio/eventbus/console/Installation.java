/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.folio.adapter.circulation.CirculationAdapter;
import org.folio.adapter.patronblocks.PatronBlocksAdapter;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.okapi.module.DeployableModule;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.TenantCaller;

/** Running modules, and a command line that asks them. */
final class Installation implements AutoCloseable {

  static final String STREAM = "circulation.loan-events";
  static final String BLOCKS = "diku_mod_patron_blocks_adapter";
  static final String CIRCULATION = "diku_mod_circulation_adapter";
  static final String SUMMARY = "patron-summary";

  // A gap is reported after half a minute.
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final ModuleProcess circulation;
  final ModuleProcess patronBlocks;
  final ModuleProcess losses;
  private final DatabaseCoordinates database;

  /** What a command has printed, and its exit code. */
  record Run(int exitCode, String out, String err) {

    JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (IOException e) {
        throw new AssertionError(out, e);
      }
    }

    /** The output without its line breaks. */
    String words() {
      return out.replaceAll("\\s+", " ");
    }

    String all() {
      return out + err;
    }
  }

  Installation(KafkaBroker kafka, DatabaseCoordinates database) {
    this.database = database;
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    EventBusSettings settings = EventBusSettings.from(variables);
    circulation = start(new CirculationAdapter(), settings);
    patronBlocks = start(new PatronBlocksAdapter(), settings);
    losses = start(new LossesModule(), settings);
    for (ModuleProcess one : List.of(circulation, patronBlocks, losses)) {
      enable(one, "diku");
    }
  }

  private static ModuleProcess start(DeployableModule module, EventBusSettings settings) {
    try {
      return ModuleProcess.start(module, settings, 0)
          .await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(module.name(), e);
    }
  }

  static String url(ModuleProcess module) {
    return "http://localhost:" + module.port();
  }

  static String post(ModuleProcess module, String tenant, String path, String body, int status) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url(module) + path))
            .timeout(LIMIT)
            .header("X-Okapi-Tenant", tenant)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      var answer = CLIENT.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Calls a path as Okapi's timer does. */
  static void timer(ModuleProcess module, String okapi, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url(module) + path))
            .timeout(LIMIT)
            .header("X-Okapi-Tenant", "diku")
            .header("X-Okapi-Url", okapi)
            .POST(BodyPublishers.noBody())
            .build();
    try {
      assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Circulation and patron blocks, asked directly. */
  org.folio.eventbus.console.module.Connection asked(Optional<String> adminToken) {
    Map<String, URI> modules = new LinkedHashMap<>();
    modules.put("mod-circulation-adapter", URI.create(url(circulation)));
    modules.put("mod-patron-blocks-adapter", URI.create(url(patronBlocks)));
    return new org.folio.eventbus.console.module.Connection(
        Optional.empty(),
        "diku",
        Optional.empty(),
        modules,
        Optional.empty(),
        adminToken,
        Optional.empty(),
        Duration.ofSeconds(15));
  }

  /** Makes the module fail to store a patron's check-out, and returns the id of the event. */
  String park(UUID user) {
    return park(user, Map.of());
  }

  /**
   * The same.
   *
   * @param more further fields of the payload
   */
  String park(UUID user, Map<String, Object> more) {
    UUID loan = UUID.randomUUID();
    refuseNothing();
    refuse(loan);
    Map<String, Object> payload =
        new LinkedHashMap<>(
            LoanEvents.itemCheckedOut(user, loan, Instant.now().plusSeconds(86_400)));
    payload.putAll(more);
    String event = publish("diku", "ITEM_CHECKED_OUT", payload);
    awaitThat(() -> assertThat(bus("trace", event).out()).contains("PARKED"));
    return event;
  }

  void enable(ModuleProcess module, String tenant) {
    new TenantCaller(URI.create(url(module))).enable(tenant, "mod-any-0.1.0");
  }

  String checkOut(UUID user) {
    return checkOut("diku", user, UUID.randomUUID());
  }

  /** Publishes a check-out as mod-circulation does, and returns the id of the event. */
  String checkOut(String tenant, UUID user, UUID loan) {
    return publish(
        tenant,
        "ITEM_CHECKED_OUT",
        LoanEvents.itemCheckedOut(user, loan, Instant.now().plusSeconds(86_400)));
  }

  String publish(String tenant, String type, Map<String, Object> payload) {
    String body = "{\"type\":\"%s\",\"payload\":%s}".formatted(type, LoanEvents.json(payload));
    try {
      return JSON.readTree(post(circulation, tenant, "/circulation-events", body, 201))
          .at("/events/0/id")
          .asText();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A command, asking circulation and patron blocks. */
  Run bus(String... arguments) {
    return asking(List.of(circulation, patronBlocks), arguments);
  }

  Run asking(List<ModuleProcess> modules, String... arguments) {
    return run(
        Map.of(
            "BUS_MODULES",
            String.join(",", modules.stream().map(Installation::url).toList()),
            "OKAPI_TENANT",
            "diku"),
        arguments);
  }

  static Run run(Map<String, String> environment, String... arguments) {
    return run(new StringWriter(), environment, arguments);
  }

  /** Writes to the given writer, which other threads may read meanwhile. */
  static Run run(StringWriter out, Map<String, String> environment, String... arguments) {
    StringWriter err = new StringWriter();
    int code =
        Console.commandLine(
                new Surroundings(environment, false, Optional.empty(), Clock.systemUTC()))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    AdvisedCommands.check(out.toString());
    AdvisedCommands.check(err.toString());
    return new Run(code, out.toString(), err.toString());
  }

  /** Runs the command as a separate process, whose output is a pipe. */
  Run process(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Console.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("BUS_MODULES", url(circulation) + "," + url(patronBlocks));
    builder.environment().put("OKAPI_TENANT", "diku");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, err);
  }

  static void awaitThat(ThrowingRunnable assertion) {
    await().atMost(LIMIT).untilAsserted(assertion);
  }

  void awaitApplied(String event) {
    awaitThat(() -> assertThat(bus("trace", event).exitCode()).isZero());
  }

  Connection connection() throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl(), database.username(), database.password());
  }

  void sql(String statement) {
    try (Connection connection = connection();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new AssertionError(statement, e);
    }
  }

  /** A lag of patron blocks that an instance has noted. */
  void noteLag(String ago, long events, double seconds) {
    sql(
        "INSERT INTO %s.event_lag VALUES ('%s', date_trunc('hour', now()) - interval '%s', 'noted', %s, %s)"
            .formatted(BLOCKS, SUMMARY, ago, events, seconds));
  }

  /** Makes the module fail to store a loan. */
  void refuse(UUID loan) {
    sql(
        "ALTER TABLE %s.patron_loan ADD CONSTRAINT demonstrated_fault CHECK (loan_id <> '%s') NOT VALID"
            .formatted(BLOCKS, loan));
  }

  /** Makes the module fail to store all loans whose id begins so. */
  void refuseLoans(String prefix) {
    sql(
        "ALTER TABLE %s.patron_loan ADD CONSTRAINT demonstrated_fault CHECK (loan_id::text NOT LIKE '%s%%') NOT VALID"
            .formatted(BLOCKS, prefix));
  }

  /**
   * Parks many keys, of one cause, as if their events could not be applied. They are copies of one
   * record, which only their number makes interesting.
   *
   * @param prefix what the keys begin with
   */
  void parkMany(int keys, String cause, String prefix) {
    sql(
        """
        INSERT INTO %1$s.event_cursor (subscription, stream, key, parked)
        SELECT '%2$s', '%3$s', '%6$s' || number, true FROM generate_series(1, %4$s) AS number;
        INSERT INTO %1$s.event_parked (subscription, stream, key, sequence, event_id, type, state,
               cause, headers, value, topic, partition, kafka_offset)
        SELECT '%2$s', '%3$s', '%6$s' || number, 1, gen_random_uuid(), 'ITEM_CHECKED_OUT', 'POISON',
               '%5$s', '{}', '{}', 'many', 0, number FROM generate_series(1, %4$s) AS number;
        """
            .formatted(BLOCKS, SUMMARY, STREAM, keys, cause, prefix));
  }

  /** Removes them. */
  void releaseMany(String prefix) {
    sql(
        "DELETE FROM %1$s.event_cursor WHERE key LIKE '%2$s%%'; DELETE FROM %1$s.event_parked WHERE key LIKE '%2$s%%'"
            .formatted(BLOCKS, prefix));
  }

  void refuseNothing() {
    sql(
        "ALTER TABLE %s.patron_loan DROP CONSTRAINT IF EXISTS demonstrated_fault"
            .formatted(BLOCKS));
  }

  @Override
  public void close() {
    circulation.close();
    patronBlocks.close();
    losses.close();
  }
}
