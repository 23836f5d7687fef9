/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.folio.eventbus.testing.ModuleUnderTest;
import org.folio.sandbox.client.EventBusClient;
import org.folio.sandbox.install.AdapterModule;
import org.folio.sandbox.install.AdapterProcess;
import org.folio.sandbox.install.Await;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.install.Ports;
import org.folio.sandbox.install.Workspace;
import org.folio.sandbox.library.LibraryMonth;
import org.folio.sandbox.library.LoanEvent;
import org.folio.sandbox.library.LoanEventKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Executes every operator action while 200 events a second flow from mod-circulation-adapter to
 * mod-patron-blocks-adapter. Each event is applied once, and the operation log records who did what
 * and why. The adapters are separate processes; Kafka and PostgreSQL are real.
 */
@Tag("long")
class OperatorsUnderTrafficTest {

  private static final String STREAM = "circulation.loan-events";
  private static final String SUBSCRIPTION = "patron-summary";
  private static final String PATH = "/event-bus/subscriptions/" + SUBSCRIPTION;
  private static final UUID OPERATOR = UUID.fromString("b8e1c7aa-51b0-4b5e-8a27-19f4d3c0b222");
  private static final int WELL_UNDER_WAY = 400;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Installation installation;
  private static Stage stage;
  private static ModuleUnderTest producer;
  private static ModuleUnderTest consumer;

  private final long seed = System.nanoTime();
  private final Traffic traffic = new Traffic(List.of(installation.circulation().url()), seed);

  @BeforeAll
  static void install() {
    Path project = Path.of("").toAbsolutePath().getParent();
    Workspace workspace =
        new Workspace(project, Path.of("target", "operators-test").toAbsolutePath());
    assertThat(workspace.occupy()).isTrue();
    workspace.clear();
    installation = Installation.start(workspace, Ports.free(), progress -> {});
    installation.startAdapters();
    new EventBusClient(installation.circulation().url(), installation.okapiUrl())
        .enable(AdapterModule.CIRCULATION);
    new EventBusClient(installation.patronBlocks().url(), installation.okapiUrl())
        .enable(AdapterModule.PATRON_BLOCKS);
    Story story = new Story(new PrintStream(PrintStream.nullOutputStream()));
    stage = new Stage(installation, story, new Claims(story), new LibraryMonth(1, 1, 1));
    producer = module(AdapterModule.CIRCULATION, installation.circulation());
    consumer = module(AdapterModule.PATRON_BLOCKS, installation.patronBlocks());
  }

  @AfterAll
  static void close() {
    stage.close();
    installation.close();
  }

  private static ModuleUnderTest module(AdapterModule module, AdapterProcess process) {
    return new ModuleUnderTest(
        process.url().getPort(), module.moduleName(), installation.postgres().coordinates());
  }

  @Test
  void whateverAnOperatorDoesEachEventCountsOnce() {
    String run = "seed " + seed;
    System.out.println(run);
    LoanEvent poison = poisonOfTheTraffic();
    stage.tables().refuse(poison.loan());
    traffic.start();
    try {
      releaseOfAKey(poison);
      discardOfAnEvent();
      skipOfAMissingEvent();
      replayOfARange();
      republicationOfAKey(poison.patron());
      resetToTheBeginning();
      flow();
      assertThat(traffic.flows()).as("%s, the traffic goes on", run).isTrue();
    } finally {
      stage.tables().refuseNothing();
      traffic.stop();
    }
    String flow = traffic.summary();
    stage.awaitCaughtUp();

    System.out.println(
        flow + ", " + stage.consumer().patronSummary().duplicates() + " duplicates recognised");
    assertThat(traffic.repeated()).as(run).isZero();
    AppliedOnce.check(stage, traffic.acceptedEvents(), run);
    assertThat(stage.consumer().parked()).as(run).isEmpty();
  }

  private LoanEvent poisonOfTheTraffic() {
    return traffic.events().stream()
        .skip(WELL_UNDER_WAY)
        .filter(event -> event.kind() == LoanEventKind.ITEM_CHECKED_OUT)
        .findFirst()
        .orElseThrow();
  }

  private void releaseOfAKey(LoanEvent poison) {
    until("events of the patron to wait", () -> waiting(poison.patron()) >= 3);
    stage.tables().refuseNothing();
    JsonNode done =
        act(
            consumer,
            "/event-bus/parked/release",
            key(poison.patron()).put("reason", "the fault is mended"));
    assertThat(done.path("outcome").asText()).isEqualTo("DONE");
    assertThat(done.path("released").asInt()).isGreaterThanOrEqualTo(3);
    JsonNode noted = noted(consumer, "RELEASE", "the fault is mended");
    assertThat(noted.path("subject").path("key").asText()).isEqualTo(poison.patron().toString());
    assertThat(noted.path("before").path("parked").asInt()).isPositive();
    assertThat(noted.path("after").path("parked").asInt()).isZero();
  }

  private void discardOfAnEvent() {
    UUID patron = UUID.randomUUID();
    LoanEvent first = checkOut(patron);
    LoanEvent poison = checkOut(patron);
    LoanEvent last = checkOut(patron);
    stage.tables().refuse(poison.loan());
    stage.circulation().publish(List.of(first, poison, last));
    until("the poison to wait", () -> waiting(patron) == 2);
    JsonNode done =
        act(
            consumer,
            "/event-bus/parked/discard",
            JSON.createObjectNode()
                .put("subscription", SUBSCRIPTION)
                .put("eventId", poison.id().toString())
                .put("reason", "a loan of a test"));
    stage.tables().refuseNothing();
    assertThat(done.path("outcome").asText()).isEqualTo("DONE");
    stage.awaitOpenLoans(patron, 2);
    assertThat(stage.patronBlocks().openLoans(patron)).containsOnlyKeys(first.loan(), last.loan());
    JsonNode noted = noted(consumer, "DISCARD", "a loan of a test");
    assertThat(noted.path("subject").path("eventId").asText()).isEqualTo(poison.id().toString());
    assertThat(noted.path("before").path("cause").asText()).contains("demonstrated_fault");
    assertThat(noted.path("after").path("state").asText()).isEqualTo("DISCARDED");
  }

  // A sequence was assigned but never used, as after a restore of the producer's database.
  private void skipOfAMissingEvent() {
    UUID patron = UUID.randomUUID();
    stage.circulation().publish(checkOut(patron));
    stage.awaitOpenLoans(patron, 1);
    producer.rows(
        "UPDATE %s.event_sequence SET last_sequence = last_sequence + 1 WHERE key = '%s' RETURNING 1"
            .formatted(ModuleUnderTest.schema("mod-circulation-adapter"), patron));
    stage.circulation().publish(checkOut(patron));
    until("the gap to be noticed", () -> gap(patron).path("state").asText().equals("UNAVAILABLE"));
    JsonNode done =
        act(
            consumer,
            "/event-bus/gaps/skip",
            key(patron)
                .put("firstSequence", 2)
                .put("lastSequence", 2)
                .put("reason", "the journal of that day was lost"));
    assertThat(done.path("outcome").asText()).isEqualTo("DONE");
    stage.awaitOpenLoans(patron, 2);
    assertThat(gap(patron).isMissingNode()).isTrue();
    JsonNode noted = noted(consumer, "SKIP", "the journal of that day was lost");
    assertThat(noted.path("subject").path("key").asText()).isEqualTo(patron.toString());
    assertThat(noted.path("before").path("state").asText()).isEqualTo("UNAVAILABLE");
    assertThat(noted.path("after").isEmpty()).isFalse();
  }

  private void replayOfARange() {
    JsonNode done =
        act(
            consumer,
            PATH + "/replay",
            JSON.createObjectNode()
                .put("topic", "folio.diku." + STREAM)
                .put("partition", 0)
                .put("fromOffset", 0)
                .put("endOffset", 100)
                .put("reason", "is anything missing?"));
    assertThat(done.path("outcome").asText()).isEqualTo("DONE");
    assertThat(done.path("after").path("duplicates").asInt()).isPositive();
    assertThat(done.path("after").path("applied").asInt()).isZero();
    JsonNode noted = noted(consumer, "REPLAY", "is anything missing?");
    assertThat(noted.path("outcome").asText()).isEqualTo("APPLIED");
    assertThat(noted.path("subject").path("endOffset").asInt()).isEqualTo(100);
    assertThat(noted.path("after").path("duplicates").asInt()).isPositive();
  }

  private void republicationOfAKey(UUID patron) {
    JsonNode done =
        act(
            producer,
            "/event-bus/republish",
            JSON.createObjectNode()
                .put("stream", STREAM)
                .put("key", patron.toString())
                .put("firstSequence", 1)
                .put("lastSequence", 5)
                .put("reason", "a foreign consumer has lost them"));
    assertThat(done.path("outcome").asText()).isEqualTo("DONE");
    assertThat(done.path("after").path("events").asInt()).isEqualTo(5);
    JsonNode noted = noted(producer, "REPUBLISH", "a foreign consumer has lost them");
    assertThat(noted.path("subject").path("key").asText()).isEqualTo(patron.toString());
  }

  private void resetToTheBeginning() {
    long duplicates = stage.consumer().patronSummary().duplicates();
    long before = traffic.accepted();
    JsonNode done =
        act(
            consumer,
            PATH + "/reset",
            JSON.createObjectNode()
                .put("to", "earliest")
                .put("reason", "the offsets were moved by mistake"));
    assertThat(done.path("outcome").asText()).isEqualTo("DONE");
    until(
        "the records to come again",
        () -> stage.consumer().patronSummary().duplicates() >= duplicates + before);
    JsonNode noted = noted(consumer, "RESET", "the offsets were moved by mistake");
    assertThat(noted.path("before").path("offsets").isEmpty()).isFalse();
    noted
        .path("after")
        .path("offsets")
        .forEach(offset -> assertThat(offset.path("offset").asLong()).isZero());
  }

  private void flow() {
    long before = traffic.accepted();
    until("the traffic to flow", () -> traffic.accepted() >= before + WELL_UNDER_WAY);
  }

  // If the traffic has failed, stopping it throws the cause.
  private void until(String what, BooleanSupplier condition) {
    Await.until(what, LIMIT, () -> !traffic.flows() || condition.getAsBoolean());
    assertThat(traffic.flows()).as("the traffic goes on while waiting for %s", what).isTrue();
  }

  private static int waiting(UUID patron) {
    return StreamSupport.stream(
            read(consumer, "/event-bus/parked?reveal=true").path("parked").spliterator(), false)
        .filter(parked -> parked.path("key").asText().equals(patron.toString()))
        .mapToInt(parked -> parked.path("events").asInt())
        .sum();
  }

  private static JsonNode gap(UUID patron) {
    return StreamSupport.stream(
            read(consumer, "/event-bus/gaps?reveal=true").path("gaps").spliterator(), false)
        .filter(gap -> gap.path("key").asText().equals(patron.toString()))
        .findFirst()
        .orElse(JSON.missingNode());
  }

  private static ObjectNode key(UUID patron) {
    return JSON.createObjectNode()
        .put("subscription", SUBSCRIPTION)
        .put("stream", STREAM)
        .put("key", patron.toString());
  }

  private static JsonNode act(ModuleUnderTest module, String path, ObjectNode body) {
    long begun = System.nanoTime();
    var answer =
        module.post(
            path, body.put("dryRun", false).toString(), "X-Okapi-User-Id", OPERATOR.toString());
    assertThat(answer.statusCode()).as("%s %s", path, answer.body()).isEqualTo(200);
    System.out.printf("%s: %d ms%n", path, (System.nanoTime() - begun) / 1_000_000);
    return json(answer.body());
  }

  /** The last log entry of an action with this reason; the operator did all of them. */
  private static JsonNode noted(ModuleUnderTest module, String action, String reason) {
    List<JsonNode> entries =
        StreamSupport.stream(
                read(module, "/event-bus/operations?reveal=true").path("operations").spliterator(),
                false)
            .filter(entry -> entry.path("action").asText().equals(action))
            .filter(entry -> entry.path("reason").asText().equals(reason))
            .toList();
    assertThat(entries).as("%s because %s", action, reason).isNotEmpty();
    assertThat(entries)
        .allSatisfy(
            entry -> {
              assertThat(entry.path("performedBy").asText()).isEqualTo(OPERATOR.toString());
              assertThat(entry.path("subject").isEmpty()).isFalse();
              assertThat(entry.path("outcome").asText()).isNotEmpty();
              assertThat(Instant.parse(entry.path("performedAt").asText())).isNotNull();
            });
    return entries.get(0);
  }

  private static JsonNode read(ModuleUnderTest module, String path) {
    var answer = module.get(path);
    assertThat(answer.statusCode()).as("%s %s", path, answer.body()).isEqualTo(200);
    return json(answer.body());
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LoanEvent checkOut(UUID patron) {
    Instant dueDate = Instant.now().plus(21, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
    return LoanEvent.checkOut(patron, UUID.randomUUID(), dueDate);
  }
}
