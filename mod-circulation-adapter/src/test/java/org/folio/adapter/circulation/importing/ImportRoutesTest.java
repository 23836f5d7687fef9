/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.adapter.circulation.AdapterUnderTest.LIMIT;
import static org.folio.adapter.circulation.AdapterUnderTest.checkOut;
import static org.folio.adapter.circulation.AdapterUnderTest.checkOuts;
import static org.folio.adapter.circulation.AdapterUnderTest.event;
import static org.folio.adapter.circulation.AdapterUnderTest.everything;
import static org.folio.adapter.circulation.AdapterUnderTest.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.folio.adapter.circulation.AdapterUnderTest;
import org.folio.adapter.circulation.CirculationAdapter;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.schema.PayloadSchema;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams and imports of events as their senders see them. */
@WithEventBusServers
class ImportRoutesTest {

  private static final String STREAM = "/circulation-events";
  private static final String IMPORT = STREAM + "/import";
  private static final String INVALID = "{\"type\":\"ITEM_CHECKED_IN\",\"payload\":{}}";
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
  void tablesMadeByEarlierVersionsAreNotMadeAgain() {
    assertThat(
            adapter.rows(
                "SELECT filename, author FROM diku_mod_circulation_adapter.databasechangelog"
                    + " WHERE id = 'circulation-import'"))
        .as("Liquibase knows a changeset by these")
        .containsExactly(
            Map.of(
                "filename", "org/folio/adapter/circulation/importing/changelog.sql",
                "author", "folio"));
  }

  @Test
  void streamIsCommittedInOrderAndAnsweredWithItsProgress() throws IOException {
    List<String> lines = checkOuts(user, 1_234);
    JsonObject progress = json(adapter.lines(STREAM, lines), 201);

    assertThat(progress.getString("state")).isEqualTo("FINISHED");
    assertThat(progress.getLong("lines")).isEqualTo(1_234);
    assertThat(progress.getLong("published")).isEqualTo(1_234);
    assertThat(
            PayloadSchema.load("circulationImport.json")
                .violations(new ObjectMapper().readTree(progress.encode())))
        .isEmpty();
    List<String> sent =
        lines.stream()
            .map(line -> new JsonObject(line).getJsonObject("payload").getString("loanId"))
            .toList();
    assertThat(
            adapter
                .rows(
                    "SELECT payload FROM (%s) AS e WHERE aggregateid = '%s' ORDER BY sequence"
                        .formatted(everything(), user))
                .stream()
                .map(row -> new JsonObject(row.get("payload")).getString("loanId")))
        .containsExactlyElementsOf(sent);
  }

  @Test
  void streamThatIsSentAgainPublishesNothingTwiceAndOneThatWasCutGoesOn() {
    List<String> lines = checkOuts(user, 700);
    json(adapter.lines(part + "&invalid=stop", lines.subList(0, 300)), 200);
    JsonObject all = json(adapter.lines(STREAM, lines, "Idempotency-Key", id), 201);
    JsonObject again = json(adapter.lines(STREAM, lines, "Idempotency-Key", id), 201);

    assertThat(all.getLong("published")).isEqualTo(700);
    assertThat(again).isEqualTo(all);
    assertThat(adapter.stored(user)).isEqualTo(700);
  }

  @Test
  void otherLinesUnderTheSameKeyAreRefused() {
    List<String> lines = checkOuts(user, 20);
    json(adapter.lines(STREAM, lines, "Idempotency-Key", id), 201);
    List<String> changed = new ArrayList<>(lines);
    Collections.swap(changed, 4, 5);
    List<String> longer = new ArrayList<>(lines);
    longer.add(checkOut(user));

    for (List<String> other : List.of(changed, longer, lines.subList(0, 19))) {
      HttpResponse<String> answer = adapter.lines(STREAM, other, "Idempotency-Key", id);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
      assertThat(answer.body()).contains(id, "choose a new id");
    }
    assertThat(adapter.stored(user)).isEqualTo(20);
  }

  @Test
  void idsInTheLinesMakeAStreamWithoutKeyRepeatable() {
    List<String> lines =
        checkOuts(user, 30).stream()
            .map(line -> new JsonObject(line).put("id", UUID.randomUUID().toString()).encode())
            .toList();
    json(adapter.lines(STREAM, lines), 201);
    JsonObject again = json(adapter.lines(STREAM, lines), 201);

    assertThat(again.getLong("published")).isZero();
    assertThat(again.getLong("repeated")).isEqualTo(30);
    assertThat(adapter.stored(user)).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"ITEM_CHECKED_IN\",\"payload\":{}}|payload.userId",
        "{\"type\":\"ITEM_EATEN\",\"payload\":{}}|type",
        "{\"type\":\"ITEM_CHECKED_IN\"}|payload",
        "{\"time\":\"noon\",\"type\":\"ITEM_CHECKED_IN\",\"payload\":{}}|time",
        "{ not JSON|''",
        "[]|''",
        "5|''"
      })
  void invalidLineStopsTheStreamAndTheLinesBeforeItAreCommitted(String line, String path) {
    List<String> lines = checkOuts(user, 600);
    lines.set(516, line);
    HttpResponse<String> answer = adapter.lines(STREAM, lines, "Idempotency-Key", id);

    JsonObject error = json(answer, 422).getJsonArray("errors").getJsonObject(0);
    assertThat(error.getJsonArray("parameters").stream().map(Object::toString))
        .anySatisfy(parameter -> assertThat(parameter).contains("\"key\":\"" + path + "\""))
        .contains(
            "{\"key\":\"line\",\"value\":\"517\"}",
            "{\"key\":\"committedLines\",\"value\":\"516\"}");
    assertThat(adapter.stored(user)).isEqualTo(516);
    JsonObject progress = progress();
    assertThat(progress.getString("state")).isEqualTo("STOPPED");
    assertThat(progress.getJsonArray("rejections").getJsonObject(0).getLong("line")).isEqualTo(517);

    lines.set(516, checkOut(user));
    assertThat(json(adapter.lines(STREAM, lines, "Idempotency-Key", id), 201).getLong("published"))
        .isEqualTo(600);
    assertThat(progress().getJsonArray("rejections")).isEmpty();
    assertThat(adapter.stored(user)).isEqualTo(600);
  }

  @Test
  void importNotesInvalidLinesAndGoesOn() {
    List<String> lines = checkOuts(user, 1_000);
    lines.set(0, INVALID);
    lines.set(1, "");
    lines.set(700, "{");
    JsonObject progress = json(adapter.lines(part + "&finish=true", lines), 200);

    assertThat(progress.getString("state")).isEqualTo("FINISHED");
    assertThat(progress.getLong("lines")).isEqualTo(1_000);
    assertThat(progress.getLong("published")).isEqualTo(997);
    assertThat(progress.getLong("rejected")).isEqualTo(2);
    assertThat(adapter.stored(user)).isEqualTo(997);
    assertThat(progress().getJsonArray("rejections").encode())
        .contains(
            "{\"line\":1,",
            "{\"path\":\"payload.userId\",\"message\":\"must not be null\"}",
            "{\"line\":701,\"reasons\":[{\"path\":\"\",\"message\":\"must be a JSON object\"}]}");
  }

  @Test
  void partsThatComeTwiceOrOverlapArePublishedOnce() {
    List<String> lines = checkOuts(user, 900);
    json(adapter.lines(part, lines.subList(0, 400)), 200);
    json(adapter.lines(part, lines.subList(0, 400)), 200);
    json(adapter.lines(part + "&offset=400", lines.subList(400, 600)), 200);
    json(adapter.lines(part + "&offset=300", lines.subList(300, 700)), 200);
    JsonObject progress = json(adapter.lines(part + "&finish=true", lines), 200);

    assertThat(progress.getLong("published")).isEqualTo(900);
    assertThat(adapter.stored(user)).isEqualTo(900);
  }

  @Test
  void partBehindTheCommittedLinesIsRefusedWithTheOffsetToGoOnFrom() {
    json(adapter.lines(part, checkOuts(user, 3)), 200);
    HttpResponse<String> answer = adapter.lines(part + "&offset=5", checkOuts(user, 3));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("Go on with offset=3");
  }

  @Test
  void twoSendersOfTheSameLinesPublishThemOnce() {
    List<String> lines = checkOuts(user, 3_000);
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.add(
          CompletableFuture.supplyAsync(() -> adapter.lines(STREAM, lines, "Idempotency-Key", id)));
    }
    answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(201));
    assertThat(adapter.stored(user)).isEqualTo(3_000);
  }

  @Test
  void historicalEventsKeepTheirTime() {
    UUID first = UUID.randomUUID();
    JsonObject payload =
        new JsonObject().put("userId", user.toString()).put("loanId", first.toString());
    String byTime =
        new JsonObject(event("LOAN_CLOSED", payload))
            .put("time", "2019-04-05T06:07:08.009Z")
            .encode();
    String byMetadata =
        event(
            "LOAN_CLOSED",
            payload
                .copy()
                .put("metadata", new JsonObject().put("createdDate", "2018-01-02T03:04:05.000Z")));
    json(adapter.lines(part, List.of(byTime, byMetadata)), 200);

    assertThat(
            adapter.rows(
                "SELECT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') AS t,"
                    + " payload::jsonb -> 'metadata' ->> 'createdDate' AS c FROM ("
                    + everything()
                    + ") AS e WHERE aggregateid = '"
                    + user
                    + "' ORDER BY sequence"))
        .extracting(row -> row.get("t") + " " + row.get("c"))
        .containsExactly(
            "2019-04-05 06:07:08.009 2019-04-05T06:07:08.009Z",
            "2018-01-02 03:04:05.000 2018-01-02T03:04:05.000Z");
  }

  @Test
  void slowSendersEventsAreCommittedWhileTheyAreStillSending() throws IOException {
    try (PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out, 64 * 1024)) {
      CompletableFuture<HttpResponse<String>> answer =
          CompletableFuture.supplyAsync(
              () ->
                  adapter.lines(
                      STREAM, BodyPublishers.ofInputStream(() -> in), "Idempotency-Key", id));
      // The sender's library hands on what fills its buffer.
      String line = checkOut(user).replace("{", "{" + " ".repeat(8 * 1024));
      for (int i = 0; i < 20; i++) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
      await().atMost(LIMIT).until(() -> adapter.stored(user) >= 5);
      assertThat(answer).isNotDone();
      assertThat(progress().getString("state")).isEqualTo("OPEN");
      out.close();
      assertThat(json(answer.join(), 201).getLong("published")).isEqualTo(20);
    }
  }

  @Test
  void finishedImportTakesNoMoreLines() {
    json(adapter.lines(part + "&finish=true", checkOuts(user, 2)), 200);
    HttpResponse<String> answer = adapter.lines(part + "&offset=2", checkOuts(user, 1));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("is finished with 2 lines");
  }

  @Test
  void importCanBeForgottenAndIsUnknownThen() {
    json(adapter.lines(part, checkOuts(user, 2)), 200);

    assertThat(adapter.delete(path()).statusCode()).isEqualTo(204);
    assertThat(adapter.delete(path()).statusCode()).isEqualTo(404);
    assertThat(adapter.get(path()).statusCode()).isEqualTo(404);
    assertThat(adapter.stored(user)).as("events stay").isEqualTo(2);
  }

  private JsonObject progress() {
    return json(adapter.get(path()), 200);
  }

  private String path() {
    return IMPORT + "/" + id.replace(" ", "%20");
  }
}
