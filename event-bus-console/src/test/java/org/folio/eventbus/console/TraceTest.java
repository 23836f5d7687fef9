/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.console.Installation.BLOCKS;
import static org.folio.eventbus.console.Installation.CIRCULATION;
import static org.folio.eventbus.console.Installation.STREAM;
import static org.folio.eventbus.console.Installation.SUMMARY;
import static org.folio.eventbus.console.Installation.awaitThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.console.Installation.Run;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every possible outcome of an event, traced by id and by search. */
@Tag("long")
@WithEventBusServers
class TraceTest {

  private static KafkaBroker broker;
  private static Installation installation;

  private final UUID user = UUID.randomUUID();

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) {
    broker = kafka;
    installation = new Installation(kafka, database);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  private static List<ModuleProcess> both() {
    return List.of(installation.circulation, installation.patronBlocks);
  }

  /**
   * Verifies that both ways of asking give the same answer. Returns both answers, the one by id
   * first.
   */
  private List<JsonNode> asked(String event, int exitCode, String... inConclusion) {
    return asked(both(), event, exitCode, inConclusion);
  }

  private List<JsonNode> asked(
      List<ModuleProcess> modules, String event, int exitCode, String... inConclusion) {
    Run byId = installation.asking(modules, "trace", event, "--json");
    Run bySearch =
        installation.asking(
            modules,
            "trace",
            "--user",
            user.toString(),
            "--type",
            "ITEM_CHECKED_OUT",
            "--from",
            "1h",
            "--json");
    assertThat(byId.exitCode()).as(byId.all()).isEqualTo(exitCode);
    assertThat(List.of(inConclusion))
        .allSatisfy(part -> assertThat(byId.json().path("conclusion").asText()).contains(part));
    assertThat(byId.json().path("complete").asBoolean()).as(byId.all()).isTrue();
    JsonNode found = null;
    for (JsonNode one : bySearch.json().path("events")) {
      if (one.path("eventId").asText().equals(event)) {
        found = one;
      }
    }
    assertThat(found).as(bySearch.all()).isNotNull();
    assertThat(bySearch.json().path("complete").asBoolean()).as(bySearch.all()).isTrue();
    return List.of(byId.json().at("/events/0"), found);
  }

  private static String verdict(JsonNode event, String subscription) {
    for (JsonNode one : event.path("subscriptions")) {
      if (one.path("subscription").asText().equals(subscription)) {
        return one.path("verdict").asText();
      }
    }
    return "none";
  }

  private void assertVerdict(String event, int exitCode, String verdict, String... inConclusion) {
    assertThat(asked(event, exitCode, inConclusion))
        .allSatisfy(one -> assertThat(verdict(one, SUMMARY)).isEqualTo(verdict));
  }

  @Test
  void anAppliedEventIsShownFromCommitToReceipt() {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);

    List<JsonNode> answers =
        asked(
            event,
            0,
            "ITEM_CHECKED_OUT 1 of patron "
                + user.toString().substring(0, 8)
                + "… was sent and applied by patron-summary of mod-patron-blocks-adapter at ");
    for (JsonNode one : answers) {
      assertThat(verdict(one, SUMMARY)).isEqualTo("APPLIED");
      assertThat(one.at("/publications/0/topic").asText()).endsWith(STREAM);
      assertThat(one.path("timeline").findValuesAsText("what"))
          .containsExactly("committed", "SENT", "APPLIED");
    }
    assertThat(answers.get(0).path("key").asText()).as("masked").endsWith("…");
    assertThat(answers.get(1).path("key").asText()).isEqualTo(user.toString());
    Run text = installation.bus("trace", event);
    assertThat(text.out())
        .contains(
            "TIME", "VERDICT", "partition", "receipt of patron-summary", "searched completely")
        .doesNotContain(user.toString());
    assertThat(installation.bus("trace", event, "--reveal").out()).contains(user.toString());
  }

  @Test
  void anEventThatTheWitnessHasDerivedNamesStoragesRecord() {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);
    installation.sql(
        "UPDATE %s.event_journal SET headers = headers || '{\"ce_derivedfrom\":\"circulation.loan-3@41#c0a6\"}' WHERE id = '%s'"
            .formatted(CIRCULATION, event));
    for (JsonNode one :
        asked(event, 0, "was sent (derived from storage's record circulation.loan-3@41#c0a6")) {
      assertThat(one.at("/publications/0/derivedFrom").asText()).startsWith("circulation.loan-3");
    }
  }

  @Test
  void anEventThatWasNeverPublishedIsSaidToBeSo() {
    Run byId = installation.bus("trace", UUID.randomUUID().toString());
    assertThat(byId.exitCode()).isEqualTo(1);
    assertThat(byId.words())
        .contains("was never published", "mod-circulation-adapter", "90 days")
        .contains("./bus trace --loan ");

    Run bySearch =
        installation.bus(
            "trace", "--user", user.toString(), "--type", "ITEM_CHECKED_OUT", "--from", "2h");
    assertThat(bySearch.exitCode()).isEqualTo(1);
    assertThat(bySearch.words())
        .contains("ITEM_CHECKED_OUT of patron " + user)
        .contains("was never published")
        .contains("journal by key", "all of it");
  }

  @Test
  void anEventThatIsCommittedAndNotSentWaitsForBrokers() {
    String first = installation.checkOut(user);
    installation.awaitApplied(first);
    String event;
    broker.stop();
    try {
      event = installation.checkOut(user);
      assertVerdict(
          event, 1, "WAITING", "was committed by mod-circulation-adapter at", "not sent yet");
      for (JsonNode one : asked(event, 1)) {
        assertThat(one.at("/publications/0/verdict").asText()).isEqualTo("COMMITTED_NOT_SENT");
      }
      awaitThat(
          () -> assertThat(installation.bus("trace", event).words()).contains("does not answer"));
    } finally {
      broker.start();
    }
    installation.awaitApplied(event);
  }

  @Test
  void anEventThatWasSentAndNotReadYetWaits() throws Exception {
    installation.awaitApplied(installation.checkOut(user));
    String event;
    try (Connection lock = installation.connection();
        var sql = lock.createStatement()) {
      lock.setAutoCommit(false);
      sql.execute("LOCK TABLE %s.patron_loan IN ACCESS EXCLUSIVE MODE".formatted(BLOCKS));
      event = installation.checkOut(user);
      awaitThat(
          () ->
              assertThat(installation.bus("trace", event, "--json").json().toString())
                  .contains("\"SENT\""));
      assertVerdict(event, 1, "WAITING", "was sent by mod-circulation-adapter", "is at sequence 1");
      lock.rollback();
    }
    installation.awaitApplied(event);
  }

  @Test
  void parkedEventsAndThoseBehindThemAreNamedAndSkippedOnesToo() {
    UUID loan = UUID.randomUUID();
    installation.awaitApplied(installation.checkOut(user));
    installation.refuse(loan);
    String poison;
    String behind;
    try {
      poison = installation.checkOut("diku", user, loan);
      behind = installation.checkOut(user);
      awaitThat(
          () -> assertThat(installation.bus("trace", behind).out()).contains("BEHIND_PARKED"));
      assertVerdict(poison, 1, "PARKED", "demonstrated_fault", "not applied by patron-summary");
      assertVerdict(
          behind,
          1,
          "BEHIND_PARKED",
          "It waits behind ITEM_CHECKED_OUT 2, event ",
          "with which 2 events of this key stand still");
      assertThat(installation.bus("key", STREAM, user.toString()).words())
          .contains("2 is parked by patron-summary since 20", "demonstrated_fault")
          .contains(loan.toString());
      assertThat(installation.bus("trace", poison).words())
          .contains(loan.toString())
          .contains("./bus parked release --subscription patron-summary --event " + poison);

      Run dry = discard(poison);
      assertThat(dry.exitCode()).as(dry.all()).isZero();
      assertThat(dry.out()).contains("DRY_RUN", "BEFORE", "AFTER", "Add --yes to do it");
      assertVerdict(poison, 1, "PARKED");
      Run done = discard(poison, "--yes", "--operator", UUID.randomUUID().toString());
      assertThat(done.exitCode()).as(done.all()).isZero();
      assertThat(done.out()).contains("DONE", "Noted in the operation log");
    } finally {
      installation.refuseNothing();
    }
    assertVerdict(
        poison,
        1,
        "SKIPPED",
        "SKIPPED at 20",
        "Discarded by",
        "the patron does not exist",
        "It could not be applied: ",
        "demonstrated_fault");
    awaitThat(() -> assertVerdict(behind, 0, "APPLIED"));
    Run key = installation.bus("key", STREAM, user.toString());
    assertThat(key.exitCode()).as(key.all()).isZero();
    assertThat(key.out()).contains("Nothing is missing", "Given up by operators: 1 sequence");
    assertThat(key.words())
        .contains("2 was discarded for patron-summary at 20", "the patron does not exist")
        .contains("The cause was: ", "demonstrated_fault");
  }

  private static Run discard(String event, String... more) {
    String[] all =
        new String[] {
          "parked",
          "discard",
          "--subscription",
          SUMMARY,
          "--event",
          event,
          "--reason",
          "the patron does not exist"
        };
    String[] together = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, together, all.length, more.length);
    return installation.bus(together);
  }

  @Test
  void aMissingEventIsAGapWithItsNumber() {
    installation.awaitApplied(installation.checkOut(user));
    installation.sql(
        "UPDATE %s.event_sequence SET last_sequence = last_sequence + 1 WHERE key = '%s'"
            .formatted(CIRCULATION, user));
    String waiting = installation.checkOut(user);
    String held = "waits for 2; reported missing after 30 s";
    awaitThat(
        () ->
            assertThat(asked(waiting, 1, "WAITING", "It " + held))
                .allSatisfy(one -> assertThat(one.toString()).doesNotContain("see the lag")));
    Run early = installation.bus("gaps");
    assertThat(early.exitCode()).as(early.all()).isEqualTo(1);
    assertThat(early.words()).contains("WAITING", "3 " + held);
    assertThat(installation.bus("key", STREAM, user.toString()).words())
        .contains(SUMMARY + ": 3 " + held);
    awaitThat(
        () -> {
          Run gaps = installation.bus("gaps", "--json");
          assertThat(gaps.exitCode()).isEqualTo(1);
          assertThat(gaps.out()).contains(user.toString().substring(0, 8), "UNAVAILABLE");
        });
    // Restores from a backup the event that the journal had lost.
    String event = UUID.randomUUID().toString();
    installation.sql(
        """
        INSERT INTO %1$s.event_journal
        SELECT (j).* FROM (
          SELECT jsonb_populate_record(journal, jsonb_build_object('id', '%2$s', 'sequence', 2)) AS j
            FROM %1$s.event_journal AS journal
           WHERE aggregateid = '%3$s' AND sequence = 1) AS restored
        """
            .formatted(CIRCULATION, event, user));

    assertVerdict(event, 1, "GAP_OPEN", "the producer replied that it no longer has it");
    Run search = installation.bus("trace", "--user", user.toString(), "--type", "ITEM_CHECKED_OUT");
    assertThat(search.exitCode()).isEqualTo(1);
    assertThat(search.words()).contains("patron-summary misses sequence 2 of key " + user);
    Run key = installation.bus("key", STREAM, user.toString());
    assertThat(key.exitCode()).isEqualTo(1);
    assertThat(key.out()).contains("Missing or waiting: 1 sequence");

    Run skipped =
        installation.bus(
            "skip",
            "--subscription",
            SUMMARY,
            "--stream",
            STREAM,
            "--key",
            user.toString(),
            "--first",
            "2",
            "--reason",
            "the loan was deleted",
            "--yes");
    assertThat(skipped.exitCode()).as(skipped.all()).isZero();
    assertVerdict(event, 1, "SKIPPED", "Given up as missing", "the loan was deleted");
    Run afterwards = installation.bus("key", STREAM, user.toString());
    assertThat(afterwards.exitCode()).as(afterwards.all()).isZero();
    assertThat(afterwards.out()).contains("Nothing is missing", "Given up by operators");
  }

  @Test
  void anEventThatCameAgainWasIgnoredTheSecondTime() {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);
    Run dry = republish(event);
    assertThat(dry.exitCode()).as(dry.all()).isZero();
    assertThat(republish(event, "--yes").exitCode()).isZero();

    awaitThat(
        () ->
            assertThat(installation.bus("trace", event).out())
                .contains("DUPLICATE", "it was delivered again once and ignored"));
    assertVerdict(event, 0, "APPLIED");
  }

  private static Run republish(String event, String... more) {
    List<String> all =
        new ArrayList<>(List.of("republish", STREAM, "--event", event, "--reason", "a test"));
    all.addAll(List.of(more));
    return installation.bus(all.toArray(String[]::new));
  }

  @Test
  void aModuleThatTheTenantHasNotEnabledIsNamed() {
    String tenant = "t" + user.toString().substring(0, 6);
    installation.enable(installation.circulation, tenant);
    String event = installation.checkOut(tenant, user, UUID.randomUUID());
    awaitThat(
        () ->
            assertThat(installation.bus("trace", event, "--tenant", tenant).out())
                .contains("SENT"));

    for (Run run :
        List.of(
            installation.bus("trace", event, "--tenant", tenant),
            installation.bus(
                "trace",
                "--tenant",
                tenant,
                "--user",
                user.toString(),
                "--type",
                "ITEM_CHECKED_OUT",
                "--from",
                "1h"))) {
      assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
      assertThat(run.words())
          .contains("but no module that was asked applies it")
          .contains("mod-patron-blocks-adapter: The tenant has never enabled this module");
    }
    Run lag = installation.bus("lag", "--tenant", tenant);
    assertThat(lag.exitCode()).as(lag.all()).isEqualTo(1);
    assertThat(lag.words())
        .contains("patron-summary 0 ? ?")
        .contains("reads nothing of tenant " + tenant + ", which has not enabled the module");
    Run elsewhere = installation.bus("trace", event);
    assertThat(elsewhere.words())
        .contains("was never published")
        .contains("Events of other tenants are not searched");
  }

  @Test
  void aTypeThatNobodySubscribesToIsSaidToBeSo() {
    String event = installation.checkOut(user);
    List<ModuleProcess> modules = List.of(installation.circulation, installation.losses);
    awaitThat(
        () ->
            assertThat(installation.asking(modules, "trace", event).out())
                .contains("NOT_SUBSCRIBED"));

    assertThat(
            asked(
                modules,
                event,
                1,
                "no module that was asked applies it",
                "losses of mod-losses: NOT_SUBSCRIBED"))
        .allSatisfy(one -> assertThat(verdict(one, "losses")).isEqualTo("NOT_SUBSCRIBED"));
    List<ModuleProcess> all =
        List.of(installation.circulation, installation.patronBlocks, installation.losses);
    awaitThat(() -> assertThat(installation.asking(all, "trace", event).exitCode()).isZero());
  }
}
