/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.adapter.circulation.AdapterUnderTest.everything;
import static org.folio.adapter.circulation.AdapterUnderTest.json;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.folio.adapter.circulation.AdapterUnderTest;
import org.folio.adapter.circulation.CirculationAdapter;
import org.folio.circulation.events.CirculationEventsClient;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A large import while the adapter is killed: nothing is lost, doubled or out of order. */
@Tag("kill")
@WithEventBusServers
class ImportKillTest {

  private static final int EVENTS = 30_000;
  private static final int PATRONS = 500;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  // A heap that is a fraction of what is sent.
  private static final String HEAP = "-Xmx96m";
  private static final String FILLER = "x".repeat(4_000);
  private static final String ID = "history";
  private static final String LINES =
      "SELECT coalesce(max(lines), 0) FROM diku_mod_circulation_adapter.circulation_import";
  private static final String ALL = "(" + everything() + ") AS e";

  private final List<String> output = new CopyOnWriteArrayList<>();
  private final int port = FreePorts.next();

  @Test
  void importSurvivesKillsOfTheAdapterInAHeapSmallerThanItself(
      KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    AdapterUnderTest adapter = new AdapterUnderTest(port, database);
    CirculationEventsClient client =
        new CirculationEventsClient(adapter.address(), () -> Map.of("X-Okapi-Tenant", "diku"));
    ChildJvm process = start(variables);
    try {
      await().atMost(LIMIT).untilAsserted(adapter::enableTenant);
      CompletableFuture<String> progress = client.importLines(ID, lines(), true);
      for (int kill = 1; kill <= 2; kill++) {
        int atLeast = kill * EVENTS / 3;
        await()
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(50))
            .until(() -> progress.isDone() || adapter.number(LINES) >= atLeast);
        assertThat(progress).as("the kill comes in the middle").isNotDone();
        process.kill();
        process = start(variables);
      }
      JsonObject done = new JsonObject(progress.get(LIMIT.toSeconds(), TimeUnit.SECONDS));

      assertThat(done.getString("state")).isEqualTo("FINISHED");
      assertThat(done.getLong("lines")).isEqualTo(EVENTS);
      assertThat(done.getLong("published")).isEqualTo(EVENTS);
      assertThat(json(adapter.get("/circulation-events/import/" + ID), 200).getLong("rejected"))
          .isZero();
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  adapter.number("SELECT count(*) FROM diku_mod_circulation_adapter.event_journal")
                      == EVENTS);
      assertThat(adapter.number("SELECT count(DISTINCT payload::jsonb ->> 'loanId') FROM " + ALL))
          .as("each event once")
          .isEqualTo(EVENTS);
      assertThat(
              adapter.number(
                  "SELECT count(*) FROM (SELECT 1 FROM "
                      + ALL
                      + " GROUP BY aggregateid HAVING count(*) <> max(sequence)) AS gaps"))
          .as("keys with gaps")
          .isZero();
      assertThat(
              adapter.number(
                  "SELECT count(*) FROM (SELECT payload::jsonb ->> 'loanId' AS loan,"
                      + " lag(payload::jsonb ->> 'loanId') OVER (PARTITION BY aggregateid ORDER BY sequence) AS earlier FROM "
                      + ALL
                      + ") AS ordered WHERE earlier > loan"))
          .as("events out of order")
          .isZero();
      assertThat(String.join("\n", output)).doesNotContain("OutOfMemoryError");
    } finally {
      process.close();
    }
  }

  // Loan ids ascend with the lines.
  private static Iterator<String> lines() {
    return IntStream.range(0, EVENTS)
        .mapToObj(
            i ->
                AdapterUnderTest.event(
                    "LOAN_CLOSED",
                    new JsonObject()
                        .put("userId", id(i % PATRONS))
                        .put("loanId", id(i))
                        .put("filler", FILLER)))
        .iterator();
  }

  private static String id(long number) {
    return new UUID(0x4000L, 0x8000_0000_0000_0000L | number).toString();
  }

  private ChildJvm start(Map<String, String> variables) {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(CirculationAdapter.class.getName())
            .jvmOption(HEAP)
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port))
            .output(output::add);
    variables.forEach(builder::environment);
    return builder.start();
  }
}
