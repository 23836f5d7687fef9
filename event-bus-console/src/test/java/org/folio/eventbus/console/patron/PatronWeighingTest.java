/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.patron;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.junit.jupiter.api.Test;

class PatronWeighingTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USER = "2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111";

  // Nothing is wrong: all five loan events are applied, and storage says what is counted.
  private final ObjectNode explanation =
      object(
          """
          {"group":{"id":"g"},"loans":[],"limits":[],"blocks":[],
           "freshness":{"state":"current","published":5,"applied":5,"subscriptions":[]},
           "storage":{"loans":{"open":0,"differences":[]},"feesFines":{"open":0,"differences":[]}}}
          """);

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  private PatronFindings findings(long published, String... silent) {
    return PatronWeighing.of(
        USER,
        "diku",
        new ModuleAnswer(
            new EventBusModule("mod-x", URI.create("http://x"), Optional.empty()),
            200,
            explanation,
            "",
            Optional.empty(),
            Instant.EPOCH,
            Duration.ZERO),
        new PublishedLoanEvents(published, List.of(silent)),
        "./bus reconcile");
  }

  @Test
  void patronOfWhomEverythingIsKnownAndWellIsWell() {
    assertThat(findings(5).exitCode()).isZero();
    assertThat(findings(5).conclusion()).isEqualTo("Nothing is blocked by limits.");
  }

  @Test
  void eventsThatArePublishedAndNotReadAreAProblem() {
    PatronFindings findings = findings(7);
    assertThat(findings.exitCode()).isEqualTo(1);
    assertThat(findings.problems())
        .containsExactly("2 loan events of this patron are published and not yet read by mod-x");
    assertThat(findings.advice())
        .containsExactly("See how far the subscription is behind: ./bus lag");
  }

  @Test
  void whoPublishesAndWasNotAskedOrDidNotAnswerIsUnknown() {
    assertThat(findings(0).exitCode()).isEqualTo(3);
    assertThat(findings(0).unknown())
        .containsExactly(
            "Which loan events of the patron were published: no module that publishes them was asked");
    assertThat(findings(0, "mod-y: It is away").unknown())
        .containsExactly("Which loan events of the patron were published: mod-y: It is away");
  }

  @Test
  void eventsOfThePatronThatAreParkedAreAProblemAndThoseOfAnybodyAreUnknown() {
    ObjectNode freshness = (ObjectNode) explanation.path("freshness");
    freshness.put("state", "behind").put("parked", 2).put("gaps", 1).put("age", 93);

    assertThat(findings(5).exitCode()).isEqualTo(1);
    assertThat(findings(5).problems())
        .containsExactly(
            "The count lacks events of this patron: 2 parked, 1 missing, 0 pushed and not applied, for 93 s");
    assertThat(findings(5).advice())
        .containsExactly("See which: ./bus key circulation.loan-events " + USER);

    freshness.put("missing", 3);
    assertThat(findings(5).exitCode()).isEqualTo(3);
    assertThat(findings(5).unknown())
        .containsExactly(
            "Whose they are: 3 events that mod-x has not applied may be of this patron");
  }

  @Test
  void differenceOfWhichTheEventMayBeOnItsWayIsNoProblem() {
    ObjectNode loans = (ObjectNode) explanation.at("/storage/loans");
    loans.withArray("/differences").addObject().put("cause", "LATE");
    assertThat(findings(5).exitCode()).isZero();

    loans.withArray("/differences").addObject().put("cause", "NEVER_PUBLISHED");
    assertThat(findings(5).problems())
        .containsExactly("Loan storage and the count differ in 1 point");
    assertThat(findings(5).advice()).containsExactly("Repair the count: ./bus reconcile");
  }

  @Test
  void groupThatChangedIsAProblemUntilItCounts() {
    ((ObjectNode) explanation.path("group"))
        .put("changedTo", "h")
        .put("changeCountsFrom", "2026-03-01T08:00:00Z");
    assertThat(findings(5).exitCode()).isEqualTo(1);
    assertThat(findings(5).problems())
        .containsExactly(
            "The limits of group g decide, but users says group h now; it counts from 2026-03-01T08:00:00.000Z at the latest");
  }

  @Test
  void whoIsNotToldTheBlocksDoesNotSayThatThereAreNone() {
    explanation.remove("blocks");
    assertThat(findings(5).conclusion()).isEqualTo("Whether the patron is blocked is not known.");
  }
}
