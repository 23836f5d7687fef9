/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.console.Installation.BLOCKS;
import static org.folio.eventbus.console.Installation.STREAM;
import static org.folio.eventbus.console.Installation.SUMMARY;
import static org.folio.eventbus.console.Installation.awaitThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.folio.eventbus.console.Installation.Run;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All commands but trace, against running modules. */
@WithEventBusServers
class CommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Installation installation;

  private final UUID user = UUID.randomUUID();

  @TempDir private Path folder;

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) {
    installation = new Installation(kafka, database);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  private static Run bus(String... arguments) {
    return installation.bus(arguments);
  }

  private static Run ok(String... arguments) {
    Run run = bus(arguments);
    assertThat(run.exitCode()).as(run.all()).isZero();
    return run;
  }

  @Test
  void parkedEventsAreListedShownMendedAndReleased() throws IOException {
    UUID loan = UUID.randomUUID();
    installation.refuse(loan);
    try {
      String poison = installation.checkOut("diku", user, loan);
      String behind = installation.checkOut(user);
      String[] which = {"--subscription", SUMMARY, "--event", poison};
      awaitThat(() -> assertThat(bus("trace", behind).out()).contains("BEHIND_PARKED"));

      Run list = bus("parked", "list");
      assertThat(list.exitCode()).isEqualTo(1);
      assertThat(list.out())
          .contains(user.toString().substring(0, 8) + "…", "demonstrated_fault")
          .doesNotContain(user.toString());
      Run shown = bus("parked", "show", which[0], which[1], which[2], which[3]);
      assertThat(shown.out()).contains("POISON", "BEHIND", poison, behind);
      Run doctor = bus("doctor");
      assertThat(doctor.exitCode()).isEqualTo(1);
      assertThat(doctor.words())
          .contains("1 key with 2 events stand still", "./bus parked release");
      Matcher cause = Pattern.compile("--cause '([^']+)'").matcher(doctor.words());
      assertThat(cause.find()).as(doctor.words()).isTrue();

      Run early =
          bus(
              "parked",
              "release",
              which[0],
              which[1],
              "--cause",
              cause.group(1),
              "--reason",
              "too early",
              "--yes");
      assertThat(early.exitCode()).as("the fault is still there").isEqualTo(1);
      assertThat(early.out()).contains("FAILED", "demonstrated_fault");

      Run revealed =
          bus("parked", "show", "--reveal", "--json", which[0], which[1], which[2], which[3]);
      ObjectNode payload =
          (ObjectNode)
              JSON.readTree(revealed.json().at("/modules/0/answer/events/0/payload").asText());
      payload.put("loanId", UUID.randomUUID().toString());
      Path mended = Files.writeString(folder.resolve("mended.json"), payload.toString());
      Run retried =
          ok(
              "parked",
              "retry",
              "--subscription",
              SUMMARY,
              "--event",
              poison,
              "--payload",
              mended.toString(),
              "--reason",
              "the loan had a wrong id",
              "--yes");
      assertThat(retried.out()).contains("RETRY, DONE");
      installation.awaitApplied(poison);
      installation.awaitApplied(behind);
      assertThat(ok("parked", "list").out()).contains("Nothing is parked");
      assertThat(ok("operations").out()).contains("RETRY", "the loan had a wrong id", "parked=2");
    } finally {
      installation.refuseNothing();
    }
  }

  /** A pushed event has neither a number nor an id, so no other answer contains it. */
  @Test
  void whatWasPushedAndCannotBeAppliedIsNamedAndReleased() {
    assertThat(ok("inbox").out()).contains("All pushed events can be applied");
    installation.sql(
        """
        INSERT INTO %s.pushed_event (identity, type, user_id, payload, received_at, state, cause)
        VALUES ('%s', 'ITEM_CHECKED_IN', '%s', '{}', now(), 'POISON', 'planted')
        """
            .formatted(BLOCKS, UUID.randomUUID(), user));
    try {
      Run doctor = bus("doctor");
      assertThat(doctor.exitCode()).as(doctor.all()).isEqualTo(1);
      assertThat(doctor.words())
          .contains("1 event that was pushed cannot be applied", "planted")
          .contains("./bus inbox release --reason WHY --yes");
      Run inbox = bus("inbox");
      assertThat(inbox.exitCode()).isEqualTo(1);
      assertThat(inbox.out()).contains("ITEM_CHECKED_IN", "planted");
      assertThat(ok("inbox", "release", "--reason", "a test").out())
          .contains("1 event would be tried again", "Add --yes to do it");
      assertThat(ok("inbox", "release", "--reason", "a test", "--yes").out())
          .contains("1 event tried again");
    } finally {
      installation.sql("DELETE FROM %s.pushed_event WHERE user_id = '%s'".formatted(BLOCKS, user));
    }
    assertThat(bus("inbox", "--modules", Installation.url(installation.circulation)).err())
        .contains("No module that was asked has an inbox");
  }

  @Test
  void aKeyIsShownInTheOrderOfItsSequences() {
    for (int i = 0; i < 3; i++) {
      installation.awaitApplied(installation.checkOut(user));
    }

    Run run = ok("key", STREAM, user.toString());
    assertThat(run.out())
        .contains("SEQUENCE", "PUBLICATION", SUMMARY, "Nothing is missing among sequences 1 to 3");
    Run masked = ok("key", STREAM, user.toString().substring(0, 8) + "…", "--json");
    assertThat(masked.json().path("sequences").findValuesAsText("sequence"))
        .containsExactly("1", "2", "3");
    assertThat(masked.json().path("given").asInt()).isEqualTo(3);
    assertThat(masked.out()).doesNotContain(user.toString());
    assertThat(bus("key", STREAM, UUID.randomUUID().toString()).exitCode()).isEqualTo(1);
  }

  @Test
  void whyAPatronIsBlockedIsUnknownWhereNobodyCanBeAsked() {
    installation.awaitApplied(installation.checkOut(user));

    Run run = bus("patron", user.toString());

    assertThat(run.exitCode()).as(run.all()).isEqualTo(3);
    assertThat(run.words())
        .contains("1 open loan at", "Loan events of the patron: 1 published, 1 seen, 1 applied")
        .contains("Unknown: The patron's group: Header X-Okapi-Url must be set")
        .contains("Unknown: Loan storage: Header X-Okapi-Url must be set")
        .contains("Unknown: The accounts of mod-feesfines: Header X-Okapi-Url must be set")
        .contains("It is not known whether the patron is blocked", "name it with --through");

    String nobody = "mod-patron-blocks-adapter=http://localhost:" + FreePorts.next();
    Run silent =
        bus(
            "patron",
            user.toString(),
            "--modules",
            Installation.url(installation.circulation) + "," + nobody);
    assertThat(silent.exitCode()).isEqualTo(3);
    assertThat(silent.words())
        .contains(
            "Unknown: Why the patron is or is not blocked: mod-patron-blocks-adapter: It cannot be reached")
        .doesNotContain("Nothing is blocked");
    assertThat(bus("patron", user.toString().substring(0, 8) + "…").exitCode()).isEqualTo(2);
  }

  @Test
  void whatIsWellIsSaidToBeWell() {
    installation.awaitApplied(installation.checkOut(user));
    assertThat(ok("lag").out()).contains("patron-summary", "patron-fees-fines");
    assertThat(ok("topics").out()).contains(STREAM, "168");
    assertThat(ok("gaps", "--json").json().path("complete").asBoolean()).isTrue();
    Run doctor = ok("doctor");
    assertThat(doctor.out()).contains("clocks", "It is healthy and ready", "No problem was found");
    assertThat(ok("doctor", "--json").json().at("/modules/0/skewMillis").isNumber()).isTrue();
    String nobody = "mod-audit-adapter=http://localhost:" + FreePorts.next();
    Run incomplete =
        bus("doctor", "--modules", Installation.url(installation.circulation) + "," + nobody);
    assertThat(incomplete.exitCode()).isEqualTo(3);
    assertThat(incomplete.out()).contains("mod-audit-adapter", "not everything could be looked at");
  }

  @Test
  void instancesOfAModuleAreOneModuleWithOneLag() throws IOException {
    String one = Installation.url(installation.patronBlocks);
    String instances = one + "," + one.replace("localhost", "127.0.0.1");

    Run lag = bus("lag", "--modules", instances);
    assertThat(lag.words())
        .contains(SUMMARY + ", all 2 instances 4 ")
        .contains("mod-patron-blocks-adapter at " + one + " " + SUMMARY);
    assertThat(bus("doctor", "--modules", instances).words())
        .contains("mod-patron-blocks-adapter at " + one + " readiness");
    Run parked = bus("parked", "list", "--json", "--modules", instances);
    assertThat(parked.json().path("modules")).hasSize(1);
    Run gaps = bus("gaps", "--json", "--modules", instances);
    assertThat(gaps.json().path("modules")).as("each knows what it holds itself").hasSize(2);
  }

  @Test
  void aCanaryWalksTheWholeWay() {
    assertThat(bus("canary", "send", STREAM, "--reason", "a test").out()).contains("DRY_RUN");
    ok("canary", "send", STREAM, "--reason", "a test", "--yes");
    awaitThat(
        () ->
            assertThat(ok("canary", "--json").json().findValues("canaries").toString())
                .contains("latenessMillis"));
    assertThat(ok("canary").out()).contains(SUMMARY, "LATE MS");
  }

  @Test
  void readingAgainChangesNothingThatWasApplied() {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);
    assertThat(ok("replay", SUMMARY, "--event", event, "--reason", "a test").out())
        .contains("DRY_RUN");
    assertThat(ok("replay", SUMMARY, "--key", user.toString(), "--reason", "a test", "--yes").out())
        .contains("REPLAY, DONE");
    Run reset = bus("reset", SUMMARY, "--to", "earliest", "--reason", "a test");
    assertThat(reset.exitCode()).as(reset.all()).isZero();
    assertThat(reset.out()).contains("RESET, DRY_RUN").containsPattern("partition=\\d, offset=0");
  }

  @Test
  void aRepublicationShowsWhereTheEventsLayAndWhereTheyLieNow() {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);
    String[] question = {
      "republish", "circulation.loan-events", "--key", user.toString(), "--reason", "a test"
    };
    assertThat(ok(question).out()).contains("REPUBLISH, DRY_RUN", "firstOffset=");

    String[] forReal = Arrays.copyOf(question, question.length + 1);
    forReal[question.length] = "--yes";
    assertThat(ok(forReal).out()).contains("REPUBLISH, DONE", "Noted in the operation log");
    assertThat(ok("operations").out())
        .containsPattern("REPUBLISH +SENT.*firstOffset=\\d+\\).*firstOffset=\\d+\\)");
  }

  @Test
  void anExportedIncidentHasNoPersonalData() throws IOException {
    installation.awaitApplied(installation.checkOut(user));
    String event = installation.checkOut(user);
    installation.awaitApplied(event);
    Path file = folder.resolve("incident.json");

    ok("export", event, "--output", file.toString());

    String text = Files.readString(file);
    assertThat(text)
        .contains(event, "was sent and applied", "moduleId")
        .doesNotContain(user.toString())
        .doesNotContain("dueDate");
    assertThat(JSON.readTree(text).at("/key/sequences")).hasSize(2);
    assertThat(ok("export", event, "-o", "-").json().at("/form").asInt()).isEqualTo(1);
    assertThat(bus("export", event, "--reveal").exitCode()).isEqualTo(2);
  }

  @Test
  void whatHappensIsFollowedEachThingOnce() {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);

    Run run = ok("tail", "--user", user.toString(), "--from", "1h", "--for", "2", "--json");

    List<String> lines = run.out().lines().toList();
    assertThat(lines)
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("ITEM_CHECKED_OUT 1"));
    assertThat(run.out()).contains("\"committed\"", "\"SENT\"", "\"APPLIED\"");
    assertThat(ok("tail", "--user", user.toString(), "--from", "1h", "--for", "0").out())
        .contains("receipt of patron-summary");
  }

  @Test
  void watchingAsksUntilItIsEnded() {
    StringWriter out = new StringWriter();
    AtomicReference<Run> run = new AtomicReference<>();
    Map<String, String> environment =
        Map.of("BUS_MODULES", Installation.url(installation.circulation), "OKAPI_TENANT", "diku");
    Thread watching =
        new Thread(
            () -> run.set(Installation.run(out, environment, "gaps", "--json", "--watch", "1")),
            "watching");
    watching.start();
    awaitThat(() -> assertThat(out.toString().split("\"complete\"", -1)).hasSizeGreaterThan(3));
    assertThat(watching.isAlive()).isTrue();

    watching.interrupt();

    awaitThat(() -> assertThat(watching.isAlive()).isFalse());
    assertThat(run.get().exitCode()).isZero();
  }

  @Test
  void wrongUsageIsExplained() {
    String id = UUID.randomUUID().toString();
    Map<List<String>, String> wrong =
        Map.ofEntries(
            Map.entry(List.of("trace"), "Which event?"),
            Map.entry(List.of("trace", "12"), "is not the id of an event"),
            Map.entry(List.of("trace", id, "--user", id), "not both"),
            Map.entry(List.of("trace", "--type", "T", "--from", "noon"), "--from must be"),
            Map.entry(List.of("trace", id, "--modules", "ftp://x"), "must be an address"),
            Map.entry(
                List.of("trace", id, "--modules", "http://x", "--okapi", "http://y"), "not both"),
            Map.entry(List.of("trace", id, "--token-file", "no-file"), "cannot be read"),
            Map.entry(List.of("parked"), "list, show"),
            Map.entry(
                List.of(
                    "parked",
                    "release",
                    "--subscription",
                    SUMMARY,
                    "--event",
                    id,
                    "--cause",
                    "c",
                    "--reason",
                    "r"),
                "not both"),
            Map.entry(List.of("reconcile"), "name that Okapi with --through"),
            Map.entry(
                List.of("parked", "release", "--subscription", SUMMARY, "--event", id), "--reason"),
            Map.entry(
                List.of(
                    "parked", "release", "--subscription", SUMMARY, "--event", id, "--reason", "r"),
                "No event " + id + " is parked"),
            Map.entry(List.of("replay", "nothing", "--reason", "r"), "has a subscription nothing"),
            Map.entry(
                List.of("republish", "no.stream", "--key", "k", "--reason", "r"),
                "publishes no.stream"),
            Map.entry(
                List.of(
                    "skip",
                    "--module",
                    "mod-x",
                    "--subscription",
                    "s",
                    "--stream",
                    "t",
                    "--key",
                    "k",
                    "--first",
                    "1",
                    "--reason",
                    "r"),
                "No module is called mod-x"));
    wrong.forEach(
        (arguments, sentence) -> {
          Run run = bus(arguments.toArray(String[]::new));
          assertThat(run.exitCode()).as(arguments + run.all()).isEqualTo(2);
          assertThat(run.err()).contains(sentence);
        });
    assertThat(Installation.run(Map.of(), "lag").err()).contains("./bus up");
    assertThat(Installation.run(Map.of("BUS_MODULES", "http://localhost:1"), "lag").err())
        .contains("--tenant");
  }

  @Test
  void helpListsCommandsInGroupsAndTheShellCompletesThem() {
    Run help = ok("--help");
    assertThat(help.out())
        .containsSubsequence(
            "Where is my event?",
            "trace",
            "Is everything well?",
            "doctor",
            "Do something about it",
            "reconcile",
            "Exit codes:",
            "3");
    assertThat(ok("parked", "release", "--help").out()).contains("--yes", "--reason");
    assertThat(ok("generate-completion").out()).contains("complete -F", "parked");
  }
}
