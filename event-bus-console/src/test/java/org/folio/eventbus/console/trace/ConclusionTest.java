/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.ExitCode;
import org.junit.jupiter.api.Test;

/** Conclusion and exit code derived from answers. */
class ConclusionTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CIRCULATION = "mod-circulation-adapter";
  private static final String BLOCKS = "mod-patron-blocks-adapter";
  private static final String USER = "2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111";
  private static final String OTHER = "9a8b7c6d…";
  private static final String LOAN = "b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222";
  private static final String SECOND = "0e2b6c1a-5f3d-4c8e-9a17-2d4b6f8e0a11";
  private static final Map<String, String> OF_PATRON = Map.of("user", USER);
  private static final Map<String, String> OF_LOAN = Map.of("user", USER, "loan", LOAN);

  private static final String APPLIED =
      """
      {"subscription": "patron-summary", "verdict": "APPLIED", "explanation": "Applied",
       "since": "2026-03-01T10:15:31Z", "applied": 1, "receipts": []}
      """;

  private static final String HELD =
      """
      {"subscription": "patron-summary", "verdict": "WAITING",
       "explanation": "It waits for 9 and 10; reported missing after 30 s",
       "since": "2026-03-01T10:15:31Z", "applied": 8, "receipts": [],
       "awaited": [{"firstSequence": 9, "lastSequence": 10, "holdSeconds": 30}]}
      """;

  private static final String WAITING =
      """
      {"subscription": "patron-summary", "verdict": "WAITING",
       "explanation": "The subscription is at sequence 1 of the key and this is 2",
       "applied": 1, "receipts": []}
      """;

  private final Conclusion conclusion = conclusion(true);

  private static Conclusion conclusion(boolean enabled) {
    return new Conclusion(
        List.of(module(CIRCULATION, true, true), module(BLOCKS, false, enabled)), "", "diku");
  }

  private static AskedModule module(String name, boolean publishes, boolean enabled) {
    return new AskedModule(
        name,
        true,
        null,
        publishes,
        enabled,
        "2026-01-07T08:00:00Z",
        90,
        true,
        false,
        List.of("all of it"),
        null);
  }

  private static TracedEvent event(String key, String loan, String handling) {
    String published =
        """
        {"verdict": "SENT", "type": "ITEM_CHECKED_OUT", "stream": "circulation.loan-events",
         "key": "%s", "sequence": 11, "publication": {
           "verdict": "SENT", "storedAt": "2026-03-01T10:15:30Z", "sentAt": "2026-03-01T10:15:30Z",
           "topic": "folio.diku.circulation.loan-events", "partition": 1, "offset": 7,
           "loanId": "%s"}, "subscriptions": []}
        """
            .formatted(key, loan);
    return TracedEvent.of(
        "7d5c0f2e-6a6b-4b8e-9b0a-4f0f5ac1a001",
        List.of(
            new ModuleLife(CIRCULATION, json(published)),
            new ModuleLife(BLOCKS, json("{\"subscriptions\": [%s]}".formatted(handling)))));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static WitnessFinding finding(String settled) {
    return WitnessFinding.of(
        CIRCULATION,
        json(
            """
            {"kind": "NEVER_PUBLISHED", "loanId": "%s", "type": "ITEM_CHECKED_OUT",
             "explanation": "Its event did not come", "happenedAt": "2026-03-01T10:15:30Z",
             "noticedAt": "2026-03-01T10:16:33Z", "requestId": "482913/circulation"%s}
            """
                .formatted(SECOND, settled)));
  }

  private static Testimony silent() {
    return new Testimony(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of("What the witness of mod-circulation-adapter has found is not known: It is off."));
  }

  @Test
  void eventOfAnotherPatronIsSaidToBeForThatOne() {
    Trace trace =
        conclusion
            .with(new OtherPatrons(List.of(event(OTHER, LOAN, APPLIED)), List.of()))
            .of(OF_LOAN, List.of(), List.of());

    assertThat(trace.conclusion())
        .contains("was not published for this patron")
        .contains("ITEM_CHECKED_OUT 11 of patron " + OTHER + " was sent and applied")
        .doesNotContain("never published");
    assertThat(trace.advice()).anyMatch(one -> one.endsWith("'" + OTHER + "'"));
    assertThat(trace.elsewhere()).extracting(TracedEvent::loanId).containsExactly(LOAN);
    assertThat(trace.exitCode()).isEqualTo(ExitCode.PROBLEM);
  }

  /** An event of another patron stays a problem even if the patron's own events are well. */
  @Test
  void eventOfAnotherPatronIsAProblemBesideOnesThatAreWell() {
    Trace trace =
        conclusion
            .with(new OtherPatrons(List.of(event(OTHER, LOAN, APPLIED)), List.of()))
            .of(OF_LOAN, List.of(event(USER, LOAN, APPLIED)), List.of());

    assertThat(trace.conclusion()).contains("for another patron", OTHER);
    assertThat(trace.exitCode()).isEqualTo(ExitCode.PROBLEM);
  }

  @Test
  void otherPatronsThatCouldNotBeSearchedAreNamed() {
    Trace trace =
        conclusion
            .with(new OtherPatrons(List.of(), List.of(CIRCULATION)))
            .of(OF_LOAN, List.of(), List.of());

    assertThat(trace.conclusion())
        .contains(
            "It is not known whether an event names the loan for another patron: " + CIRCULATION);
  }

  @Test
  void heldEventSaysWhatItWaitsForAndNotToSeeTheLag() {
    Trace trace = conclusion.of(OF_PATRON, List.of(event(USER, LOAN, HELD)), List.of());

    assertThat(trace.conclusion()).contains("It waits for 9 and 10; reported missing after 30 s");
    assertThat(trace.advice()).singleElement().asString().contains("./bus gaps");
    assertThat(trace.advice().toString()).doesNotContain("./bus lag");
    assertThat(trace.exitCode()).isEqualTo(ExitCode.PROBLEM);
  }

  @Test
  void disabledTenantIsToBeEnabled() {
    Trace trace = conclusion(false).of(OF_PATRON, List.of(event(USER, LOAN, WAITING)), List.of());

    assertThat(trace.advice())
        .containsExactly(
            "Enable mod-patron-blocks-adapter for the tenant. It then goes on where it stopped");
  }

  @Test
  void eventThatTheWitnessMissesIsNamedBesideThoseThatWereFound() {
    Trace trace =
        conclusion
            .with(new Testimony(List.of(finding("")), List.of(), List.of(), List.of(), List.of()))
            .of(OF_PATRON, List.of(event(USER, LOAN, APPLIED)), List.of());

    assertThat(trace.conclusion()).contains("NEVER_PUBLISHED ITEM_CHECKED_OUT of loan " + SECOND);
    assertThat(trace.advice()).anyMatch(one -> one.contains("482913/circulation"));
    assertThat(trace.exitCode()).isEqualTo(ExitCode.PROBLEM);
  }

  @Test
  void whatWasPublishedInItsPlaceIsNotMissing() {
    assertThat(finding("").lacks()).isTrue();
    assertThat(finding(", \"derivedEventId\": \"7d5c0f2e\"").lacks()).isFalse();
    assertThat(finding(", \"eventId\": \"7d5c0f2e\"").lacks()).isFalse();
    assertThat(finding("").isWithin(Map.of("from", "2026-03-01T11:00:00Z"))).isFalse();
    assertThat(finding("").isWithin(Map.of("to", "2026-03-01T10:15:31Z"))).isTrue();
  }

  @Test
  void loanThatOnlyStorageKnowsIsNamed() {
    StorageDifference difference =
        StorageDifference.of(
            BLOCKS,
            json(
                """
                {"kind": "LOAN_MISSING", "recordId": "%s", "cause": "NOT_ARRIVED",
                 "evidence": "all events up to sequence 9 are applied"}
                """
                    .formatted(SECOND)));
    Trace trace =
        conclusion
            .with(new Testimony(List.of(), List.of(difference), List.of(), List.of(), List.of()))
            .of(OF_PATRON, List.of(event(USER, LOAN, APPLIED)), List.of());

    assertThat(trace.conclusion()).contains("LOAN_MISSING of " + SECOND + ", NOT_ARRIVED");
    assertThat(trace.advice()).anyMatch(one -> one.contains("./bus reconcile --user " + USER));
    assertThat(trace.exitCode()).isEqualTo(ExitCode.PROBLEM);
  }

  @Test
  void whatNobodyCouldTellIsUnknownAndNotWell() {
    Trace trace =
        conclusion.with(silent()).of(OF_PATRON, List.of(event(USER, LOAN, APPLIED)), List.of());

    assertThat(trace.conclusion()).contains("is not known: It is off");
    assertThat(trace.unknown()).hasSize(1);
    assertThat(trace.advice()).anyMatch(one -> one.contains("./bus reconcile --user " + USER));
    assertThat(trace.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  /** One of two answers suffices; the conclusion still names the one that is missing. */
  @Test
  void whatOneCouldTellIsWell() {
    Testimony heard =
        new Testimony(
            List.of(),
            List.of(),
            List.of("The witness misses nothing."),
            List.of(),
            silent().silent());
    Trace trace =
        conclusion.with(heard).of(OF_PATRON, List.of(event(USER, LOAN, APPLIED)), List.of());

    assertThat(trace.conclusion()).contains("misses nothing", "is not known: It is off");
    assertThat(trace.exitCode()).isEqualTo(ExitCode.OK);
  }

  /** The first sentence contains the problem. */
  @Test
  void whatIsWrongIsSaidBeforeWhatIsWellAndBeforeCaveats() {
    JsonNode gap =
        json(
            """
            {"subscription": "patron-summary", "stream": "circulation.loan-events", "key": "%s",
             "firstSequence": 2, "lastSequence": 3, "state": "UNAVAILABLE", "cause": "It is old",
             "noticedAt": "2026-03-01T10:15:30Z"}
            """
                .formatted(USER));
    Testimony heard =
        new Testimony(
            List.of(), List.of(), List.of("The witness misses nothing."), List.of(), List.of());

    Trace trace =
        conclusion
            .with(heard)
            .of(
                OF_PATRON,
                List.of(event(USER, LOAN, APPLIED), event(USER, SECOND, APPLIED)),
                List.of(gap));

    assertThat(trace.conclusion())
        .containsSubsequence(
            "patron-summary misses sequences 2 to 3",
            "All 2 events that were found were sent and applied",
            "The witness misses nothing");
    assertThat(trace.advice())
        .anyMatch(
            one ->
                one.contains(
                    "./bus republish circulation.loan-events --key '%s' --first 2 --last 3 "
                        .formatted(USER)));
  }

  @Test
  void whatADisabledPublisherHasNotSentIsNotTheFaultOfBrokers() {
    Conclusion disabled =
        new Conclusion(
            List.of(module(CIRCULATION, true, false), module(BLOCKS, false, true)), "", "diku");
    TracedEvent unsent =
        TracedEvent.of(
            "7d5c0f2e-6a6b-4b8e-9b0a-4f0f5ac1a001",
            List.of(
                new ModuleLife(
                    CIRCULATION,
                    json(
                        """
                        {"verdict": "COMMITTED_NOT_SENT", "type": "ITEM_CHECKED_OUT",
                         "stream": "circulation.loan-events", "key": "%s", "sequence": 1,
                         "publication": {"storedAt": "2026-03-01T10:15:30Z"}, "subscriptions": []}
                        """
                            .formatted(USER)))));

    Trace trace = disabled.of(OF_PATRON, List.of(unsent), List.of());

    assertThat(trace.conclusion())
        .contains("the tenant has disabled the module at 2026-01-07T08:00:00.000Z");
    assertThat(trace.advice())
        .containsExactly(
            "Enable mod-circulation-adapter for the tenant. It is then sent automatically");
  }

  /** After a repair the count has the loan although no event of it exists. */
  @Test
  void countThatStorageConfirmsIsNotSaidToLackTheLoan() {
    Testimony counted =
        new Testimony(
            List.of(),
            List.of(),
            List.of(),
            List.of("Loan storage has loan " + LOAN + " open, and the count says the same."),
            List.of());

    Trace confirmed = conclusion.with(counted).of(OF_LOAN, List.of(), List.of());
    Trace unasked = conclusion(true).of(Map.of("loan", LOAN), List.of(), List.of());

    assertThat(confirmed.conclusion()).contains("Loan storage has loan " + LOAN);
    assertThat(confirmed.advice().toString()).doesNotContain("reconcile", "the count may lack");
    assertThat(unasked.advice().toString())
        .contains("the count may lack it: ask with the patron (--user)")
        .doesNotContain("USER");
  }

  @Test
  void idThatNoEventHasMayBeThatOfALoan() {
    Trace trace =
        conclusion.of(
            Map.of("id", LOAN),
            List.of(
                TracedEvent.of(
                    LOAN,
                    List.of(
                        new ModuleLife(
                            CIRCULATION,
                            json("{\"verdict\": \"NEVER_PUBLISHED\", \"subscriptions\": []}"))))),
            List.of());

    assertThat(trace.advice().get(0)).endsWith("./bus trace --loan " + LOAN);
  }

  @Test
  void severalLoansAreOneAnswer() {
    Trace first = conclusion.of(OF_LOAN, List.of(event(USER, LOAN, APPLIED)), List.of());
    Trace second = conclusion(true).of(Map.of("loan", SECOND), List.of(), List.of());
    Trace both = Trace.together(List.of(first, second));

    assertThat(both.question()).containsEntry("loan", LOAN + ", " + SECOND);
    assertThat(both.events()).hasSize(1);
    assertThat(both.modules()).hasSize(2);
    assertThat(both.conclusion())
        .contains("was sent and applied", "loan " + SECOND, "was never published");
    assertThat(both.exitCode()).isEqualTo(ExitCode.PROBLEM);
  }
}
