/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.console.Installation.awaitThat;

import java.util.List;
import java.util.UUID;
import org.folio.eventbus.console.Installation.Run;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The forms of a question and the evidence of its answer, independent of the outcome of the event.
 */
@Tag("long")
@WithEventBusServers
class TraceQuestionTest {

  private static Installation installation;

  private final UUID user = UUID.randomUUID();

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) {
    installation = new Installation(kafka, database);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void aModuleThatCannotBeReachedIsNamedAndTheAnswerIncomplete() {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);
    String nobody = "http://localhost:" + FreePorts.next();
    Run run =
        installation.bus(
            "trace",
            event,
            "--modules",
            Installation.url(installation.circulation) + ",mod-patron-blocks-adapter=" + nobody);

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.words())
        .contains("no answer")
        .contains("It cannot be reached at " + nobody)
        .contains("This answer is incomplete: mod-patron-blocks-adapter did not answer");
    Run never =
        installation.bus("trace", "--user", UUID.randomUUID().toString(), "--modules", nobody);
    assertThat(never.exitCode()).isEqualTo(3);
    assertThat(never.out()).doesNotContain("never published");
    assertThat(installation.bus("gaps", "--modules", nobody).exitCode()).isEqualTo(3);
  }

  @Test
  void aLoanIsFoundByWhatThePayloadNames() {
    installation.checkOut(user);
    UUID loan = UUID.randomUUID();
    String event = installation.checkOut("diku", user, loan);
    installation.publish(
        "diku", "ITEM_CLAIMED_RETURNED", LoanEvents.itemClaimedReturned(user, loan));
    awaitThat(
        () -> {
          Run run =
              installation.bus(
                  "trace", "--user", user.toString(), "--loan", loan.toString(), "--json");
          assertThat(run.exitCode()).as(run.all()).isZero();
          assertThat(run.json().path("events")).hasSize(2);
          assertThat(run.json().at("/events/0/eventId").asText()).isEqualTo(event);
          Run alone = installation.bus("trace", "--loan", loan.toString(), "--json");
          assertThat(alone.exitCode()).as(alone.all()).isZero();
          assertThat(alone.json().path("events")).hasSize(2);
          assertThat(alone.json().path("events").findValuesAsText("loanId"))
              .containsOnly(loan.toString());
        });
  }

  @Test
  void severalLoansAreAskedForAtOnce() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    UUID third = UUID.randomUUID();
    installation.awaitApplied(installation.checkOut("diku", user, first));
    installation.awaitApplied(installation.checkOut("diku", user, second));

    Run run =
        installation.bus(
            "trace",
            "--loan",
            first.toString(),
            "--loan",
            second.toString(),
            "--loan",
            third.toString());

    assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
    assertThat(run.words())
        .contains("ITEM_CHECKED_OUT 1", "ITEM_CHECKED_OUT 2")
        .contains("loan " + third + " was never published");
    assertThat(
            installation.bus("tail", "--loan", first.toString(), "--loan", second.toString()).err())
        .contains("Give one --loan");
  }

  @Test
  void eventOfTheLoanThatWasPublishedForAnotherPatronIsNamed() {
    UUID loan = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    installation.awaitApplied(installation.checkOut("diku", other, loan));

    Run run =
        installation.bus(
            "trace",
            "--user",
            user.toString(),
            "--loan",
            loan.toString(),
            "--type",
            "ITEM_CHECKED_OUT",
            "--from",
            "1h");

    assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
    assertThat(run.words())
        .contains("was not published for this patron")
        .contains(
            "ITEM_CHECKED_OUT 1 of patron "
                + other.toString().substring(0, 8)
                + "… was sent and applied by patron-summary")
        .doesNotContain(other.toString(), "never published");
    assertThat(
            installation
                .bus("trace", "--user", user.toString(), "--loan", loan.toString(), "--reveal")
                .out())
        .contains(other.toString());
  }

  /** Events cannot show whether the patron has other loans. */
  @Test
  void whatWasNeverPublishedIsAskedOfTheWitnessByThePatron() {
    UUID missing = UUID.randomUUID();
    installation.awaitApplied(installation.checkOut(user));
    installation.awaitApplied(installation.checkOut(user));
    Run unknown = ofPatron();
    assertThat(unknown.exitCode()).as(unknown.all()).isEqualTo(3);
    assertThat(unknown.words())
        .contains("All 2 events that were found were sent and applied")
        .contains(
            "What the witness of mod-circulation-adapter has found about the patron is not known: The witness is off")
        .contains("What loan storage has of the patron is not known");

    installation.sql(
        """
        INSERT INTO %1$s.witness_finding (kind, loan_id, type, fingerprint, explanation, happened_at)
        VALUES ('NEVER_PUBLISHED', '%2$s', 'ITEM_CHECKED_OUT', 'ITEM_CHECKED_OUT|%2$s|%3$s|',
                'Its event did not come', clock_timestamp())
        """
            .formatted(Installation.CIRCULATION, missing, user));
    Run found = ofPatron();
    assertThat(found.exitCode()).as(found.all()).isEqualTo(1);
    assertThat(found.words()).contains("NEVER_PUBLISHED ITEM_CHECKED_OUT of loan " + missing);
  }

  private Run ofPatron() {
    return installation.bus("trace", "--user", user.toString());
  }

  @Test
  void ofAnOperationItIsSaidWhichEventsAreMissing() {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);
    UUID operation = UUID.randomUUID();
    awaitThat(
        () -> {
          installation.sql(
              "UPDATE diku_mod_circulation_adapter.event_journal SET operation_id = '%s', operation_index = 1, operation_size = 3 WHERE id = '%s'"
                  .formatted(operation, event));
          Run run = installation.bus("trace", "--operation", operation.toString());
          assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
          assertThat(run.words())
              .contains(
                  "Not all 3 events of operation "
                      + operation
                      + " were published; these indexes are missing: [0, 2]");
        });
    Run json = installation.bus("trace", "--operation", operation.toString(), "--json");
    assertThat(json.json().at("/events/0/eventId").asText()).isEqualTo(event);
    assertThat(json.json().at("/operation/missing")).hasSize(2);
    assertThat(json.json().path("complete").asBoolean()).isTrue();
    assertThat(installation.bus("trace", "--operation", "no-id").exitCode()).isNotZero();
  }

  @Test
  void aTenantThatNobodyHasEnabledIsSaidToBeTheQuestion() {
    Run run = installation.bus("trace", "--tenant", "dikku", "--user", user.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.words())
        .contains("No module that was asked has tenant dikku enabled.")
        .doesNotContain("reconcile");
    for (String list : List.of("gaps", "operations")) {
      Run nothing = installation.bus(list, "--tenant", "dikku");
      assertThat(nothing.exitCode()).as(nothing.all()).isEqualTo(3);
      assertThat(nothing.out()).contains("No module could answer. Check --tenant");
    }
  }

  @Test
  void aPartOfAnIdIsRefusedInsteadOfNotFound() {
    String shortened = user.toString().substring(0, 8) + "…";
    for (String option : List.of("--user", "--loan", "--key")) {
      Run run = installation.bus("trace", option, shortened);
      assertThat(run.exitCode()).as(option).isEqualTo(2);
      assertThat(run.all()).contains(option + " must be", "complete", shortened, "--reveal");
    }
  }

  @Test
  void aProcessEndsWithTheCodeAndPrintsNoColoursIntoAPipe() throws Exception {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);

    Run found = installation.process("trace", event);
    assertThat(found.exitCode()).as(found.all()).isZero();
    assertThat(found.out())
        .contains("was sent and applied by patron-summary", "…")
        .doesNotContain("\u001b[");
    assertThat(installation.process("trace", UUID.randomUUID().toString()).exitCode()).isEqualTo(1);
    assertThat(installation.process("trace", "no-id").exitCode()).isEqualTo(2);
    assertThat(
            installation
                .process("lag", "--modules", "http://localhost:" + FreePorts.next())
                .exitCode())
        .isEqualTo(3);
  }
}
