/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.patron;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.output.PrintedCommands;
import org.folio.eventbus.console.output.Terminal;
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

  private static EventBusModule module(String name) {
    return new EventBusModule(name, URI.create("http://x"), Optional.empty());
  }

  private static ModuleAnswer answer(String module, ObjectNode body) {
    return new ModuleAnswer(
        module(module), 200, body, "", Optional.empty(), Instant.EPOCH, Duration.ZERO);
  }

  private PatronFindings findings(long published, ModuleAnswer... silent) {
    return findings(new PublishedLoanEvents(published, List.of(silent), List.of(), List.of()));
  }

  private PatronFindings findings(PublishedLoanEvents published) {
    return PatronWeighing.of(
        USER, "diku", answer("mod-x", explanation), published, "./bus reconcile");
  }

  private static PublishedLoanEvents unread(long given, String ofPublisher, String ofReader) {
    return new PublishedLoanEvents(given, List.of(), List.of(), List.of())
        .with(List.of(answer("mod-y", object(ofPublisher)), answer("mod-x", object(ofReader))));
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
    ModuleAnswer away = ModuleAnswer.none(module("mod-y"), "It is away", Duration.ZERO);
    assertThat(findings(0, away).unknown())
        .containsExactly("Which loan events of the patron were published: mod-y: It is away");
    assertThat(findings(5, away).unknown()).as("somebody else publishes them").isEmpty();
  }

  /** The module that counts does not publish. */
  @Test
  void silenceOfTheModuleThatCountsIsSaidOnceAndWhatOthersKnowToo() {
    ModuleAnswer silent = ModuleAnswer.none(module("mod-x"), "It does not answer", Duration.ZERO);
    PatronFindings findings =
        PatronWeighing.of(
            USER,
            "diku",
            silent,
            new PublishedLoanEvents(5, List.of(silent), List.of(), List.of()),
            "./bus reconcile");

    assertThat(findings.unknown())
        .containsExactly("Why the patron is or is not blocked: mod-x: It does not answer");
    StringWriter text = new StringWriter();
    PatronText.print(
        findings, new Terminal(new PrintWriter(text, true), false, PrintedCommands.AS_THEY_ARE));
    assertThat(text.toString()).contains("Loan events of the patron: 5 published");
  }

  @Test
  void eventThatIsHeldSaysWhatItWaitsForAndNotToSeeTheLag() {
    PatronFindings findings =
        findings(
            unread(
                8,
                "{\"publications\":[{\"sequence\":8,\"verdict\":\"SENT\"}]}",
                """
                {"subscriptions":[{"subscription":"patron-summary","awaited":[
                  {"explanation":"8 waits for 6 and 7; reported missing after 30 s"}]}]}
                """));

    assertThat(findings.problems())
        .containsExactly(
            "3 loan events of this patron are published and not applied by mod-x: patron-summary: 8 waits for 6 and 7; reported missing after 30 s");
    assertThat(findings.advice()).singleElement().asString().contains("./bus gaps");
  }

  @Test
  void eventThatBrokersDoNotHaveIsNotSaidToBeUnread() {
    PatronFindings findings =
        findings(
            unread(
                6,
                "{\"publications\":[{\"sequence\":6,\"verdict\":\"COMMITTED_NOT_SENT\"}]}",
                "{\"subscriptions\":[]}"));

    assertThat(findings.problems())
        .containsExactly(
            "1 loan event of this patron is published and not applied by mod-x: 1 event waits in the outbox of mod-y and is not sent yet");
    assertThat(findings.advice().toString()).contains("./bus doctor").doesNotContain("./bus lag");
  }

  @Test
  void subscriptionThatReadsNothingIsNamedAndItsLagNotAdvised() {
    ((ObjectNode) explanation.path("freshness"))
        .withArray("/subscriptions")
        .addObject()
        .put("name", "patron-summary")
        .putArray("problems")
        .add("It reads nothing of tenant diku, which has not enabled the module");

    PatronFindings findings = findings(6);

    assertThat(findings.problems())
        .contains(
            "patron-summary does not work: It reads nothing of tenant diku, which has not enabled the module");
    assertThat(findings.advice()).isEmpty();
  }

  @Test
  void whatWasPushedIsSeenInTheInbox() {
    ((ObjectNode) explanation.path("freshness")).put("state", "behind").put("poison", 1);

    assertThat(findings(5).advice())
        .singleElement()
        .asString()
        .contains("./bus inbox release")
        .doesNotContain("./bus key");
  }

  @Test
  void eventsOfThePatronThatAreParkedAreAProblemAndThoseOfAnybodyAreUnknown() {
    ObjectNode freshness = (ObjectNode) explanation.path("freshness");
    freshness.put("state", "behind").put("parked", 2).put("gaps", 1).put("age", 93);
    freshness
        .withArray("/troubled")
        .addObject()
        .put("stream", "feesfines.account-events")
        .put("key", "an-account");

    assertThat(findings(5).exitCode()).isEqualTo(1);
    assertThat(findings(5).problems())
        .containsExactly(
            "The count lacks events of this patron: 2 parked, 1 missing, 0 pushed and not applied, for 93 s");
    assertThat(findings(5).advice())
        .containsExactly("See which: ./bus key feesfines.account-events an-account");

    freshness.put("missing", 3);
    assertThat(findings(5).exitCode()).isEqualTo(3);
    assertThat(findings(5).unknown())
        .containsExactly(
            "Whose they are: 3 events that mod-x has not applied may be of this patron");
  }

  @Test
  void differenceOfWhichTheEventMayBeOnItsWayIsUnknownYet() {
    ObjectNode loans = (ObjectNode) explanation.at("/storage/loans");
    loans.withArray("/differences").addObject().put("cause", "LATE");
    assertThat(findings(5).exitCode()).isEqualTo(3);
    assertThat(findings(5).problems()).isEmpty();
    assertThat(findings(5).unknown()).singleElement().asString().contains("ask again in a minute");

    loans.withArray("/differences").addObject().put("cause", "NOT_ARRIVED");
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
    assertThat(findings(5).conclusion())
        .isEqualTo("It is not known whether the patron is blocked.");
  }
}
