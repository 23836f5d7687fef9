/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.FreePorts;
import org.folio.sandbox.client.EventTables;
import org.folio.sandbox.client.LoanStorage;
import org.folio.sandbox.install.AdapterModule;
import org.folio.sandbox.install.AdapterProcess;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.install.Ports;
import org.folio.sandbox.install.Workspace;
import org.folio.sandbox.library.LoanEvent;

/** The modules as separate processes, and the means to produce each outcome of an event. */
final class Scene implements AutoCloseable {

  static final String STREAM = "circulation.loan-events";
  static final String SUMMARY = "patron-summary";
  static final String DIKU = "diku";

  /** A tenant that has enabled only mod-circulation-adapter. */
  static final String ELSEWHERE = "elsewhere";

  /** The limit of every wait. A subscription waits half a minute for a missing event. */
  static final Duration LIMIT = Duration.ofSeconds(90);

  private static final ObjectMapper JSON = new ObjectMapper();

  // Questions ask for findings of the witness, so it must find early and repair nothing.
  private static final Map<String, String> WITNESS =
      Map.of("WITNESS_WAIT", "1", "WITNESS_REPAIR", "false");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path project;
  private final Workspace workspace;
  private final Installation installation;
  private final ChildJvm reminders;
  private final AskedModule remindersAddress;

  Scene(Path project, Path folder) {
    this.project = project;
    workspace = new Workspace(project, folder);
    assertThat(workspace.occupy()).isTrue();
    workspace.clear();
    installation =
        Installation.start(
            workspace,
            Ports.free(),
            EnumSet.of(AdapterModule.CIRCULATION, AdapterModule.PATRON_BLOCKS),
            1,
            WITNESS,
            progress -> {});
    int port = FreePorts.next();
    remindersAddress =
        new AskedModule(RemindersModule.NAME, URI.create("http://127.0.0.1:" + port));
    reminders = startReminders(port);
    installation.startAdapters();
    enable(circulation(), DIKU);
    enable(patronBlocks(), DIKU);
    enable(circulation(), ELSEWHERE);
  }

  private ChildJvm startReminders(int port) {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(RemindersModule.class.getName())
            .jvmOption("-Xmx256m")
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port))
            .logFile(workspace.log(RemindersModule.NAME));
    Map.of(
            "DB_HOST", installation.postgres().host(),
            "DB_PORT", Integer.toString(installation.postgres().port()),
            "DB_DATABASE", installation.postgres().database(),
            "DB_USERNAME", installation.postgres().username(),
            "DB_PASSWORD", installation.postgres().password(),
            "KAFKA_HOST", installation.kafka().host(),
            "KAFKA_PORT", Integer.toString(installation.kafka().port()),
            "EVENT_INSTANCE_ID", "reminders-1",
            "ENV", "folio")
        .forEach(builder::environment);
    return builder.start();
  }

  Path project() {
    return project;
  }

  /** The archive with the classes of the command line. */
  Path classes() {
    return workspace.folder().resolve("console.jsa");
  }

  Installation installation() {
    return installation;
  }

  AskedModule circulation() {
    return new AskedModule("mod-circulation-adapter", installation.circulation().url());
  }

  AskedModule patronBlocks() {
    return new AskedModule("mod-patron-blocks-adapter", installation.patronBlocks().url());
  }

  /** Reads the topics of tenant diku from now on, if it has not done so before. */
  AskedModule reminders() {
    return remindersAddress;
  }

  /** Enables the second subscribing module. */
  void enableReminders() {
    Await.until(
        "mod-reminders to get ready",
        LIMIT,
        () -> {
          try {
            return send(request(reminders(), DIKU, "/admin/ready").GET()).statusCode() == 200;
          } catch (UncheckedIOException e) {
            return false;
          }
        });
    enable(reminders(), DIKU);
  }

  void enable(AskedModule module, String tenant) {
    ObjectNode body = object().put("module_to", module.name() + "-0.1.0");
    // On a busy machine the response is a job first.
    Await.until(
        module.name() + " to enable " + tenant,
        LIMIT,
        () -> post(module, tenant, "/_/tenant", body).statusCode() == 204);
  }

  void stop(AdapterProcess... processes) {
    List.of(processes).forEach(AdapterProcess::stop);
  }

  void start(AdapterProcess... processes) {
    List.of(processes).forEach(AdapterProcess::start);
    List.of(processes).forEach(AdapterProcess::awaitReady);
  }

  /** A check-out that is not published yet. */
  static LoanEvent checkOut(UUID patron) {
    Instant dueDate = Instant.now().plus(21, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    return LoanEvent.checkOut(patron, UUID.randomUUID(), dueDate);
  }

  /**
   * Publishes as mod-circulation does; returns when the event is committed. The stand-in for Okapi
   * also stores the loan, but only for one tenant.
   */
  void publish(String tenant, LoanEvent event) {
    AskedModule okapi = new AskedModule("Okapi", installation.okapiUrl());
    AskedModule asked = tenant.equals(DIKU) ? okapi : circulation();
    var answer = post(asked, tenant, "/circulation-events", event.json());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /** Publishes a check-out, and waits until the summary of the patron has it. */
  LoanEvent applied(UUID patron) {
    LoanEvent event = checkOut(patron);
    publish(DIKU, event);
    awaitVerdict(patronBlocks(), DIKU, event, "APPLIED");
    return event;
  }

  void awaitSent(String tenant, LoanEvent event) {
    awaitVerdict(circulation(), tenant, event, "SENT");
  }

  /** Waits until a module returns the verdict, for the publication or for a subscription. */
  void awaitVerdict(AskedModule module, String tenant, LoanEvent event, String verdict) {
    awaitAnswer(module, tenant, "/event-bus/events/" + event.id(), "\"" + verdict + "\"");
  }

  /** Waits until an answer contains a text. */
  void awaitAnswer(AskedModule module, String tenant, String path, String text) {
    Await.until(
        "%s of %s to tell %s".formatted(path, module.name(), text),
        LIMIT,
        () -> send(request(module, tenant, path).GET()).body().contains(text));
  }

  /** The publishing module sends an event of its journal again. */
  void republish(String tenant, LoanEvent event) {
    ObjectNode body = object().put("stream", STREAM).put("reason", "a test").put("dryRun", false);
    body.putArray("eventIds").add(event.id().toString());
    var answer = post(circulation(), tenant, "/event-bus/republish", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  JsonNode get(AskedModule module, String tenant, String path) {
    var answer = send(request(module, tenant, path).GET());
    assertThat(answer.statusCode()).as("%s %s", path, answer.body()).isEqualTo(200);
    return json(answer.body());
  }

  HttpResponse<String> post(
      AskedModule module, String tenant, String path, JsonNode body, String... headers) {
    HttpRequest.Builder request =
        request(module, tenant, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  private static HttpRequest.Builder request(AskedModule module, String tenant, String path) {
    return HttpRequest.newBuilder(module.url().resolve(path))
        .timeout(LIMIT)
        .header("X-Okapi-Tenant", tenant);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** Accesses the modules' tables directly. */
  EventTables tables() {
    return new EventTables(installation.postgres());
  }

  /** Loan storage, which sends records of loans on its own topic. */
  LoanStorage storage() {
    return new LoanStorage(installation.kafka().bootstrapServers());
  }

  Connection connection() throws SQLException {
    var server = installation.postgres();
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }

  void sql(String... statements) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Deletes all records from the topic of a tenant, as retention does later. */
  void emptyTopic(String tenant) {
    String topic = "folio.%s.%s".formatted(tenant, STREAM);
    try (Admin admin =
        Admin.create(
            Map.<String, Object>of("bootstrap.servers", installation.kafka().bootstrapServers()))) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .forEach(
              one -> ends.put(new TopicPartition(topic, one.partition()), OffsetSpec.latest()));
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      admin
          .listOffsets(ends)
          .all()
          .get()
          .forEach((one, end) -> all.put(one, RecordsToDelete.beforeOffset(end.offset())));
      admin.deleteRecords(all).all().get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    reminders.close();
    installation.close();
    // Deletes the database, which holds a million events; the logs stay.
    try (Stream<Path> files = Files.walk(workspace.folder().resolve("postgres"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
