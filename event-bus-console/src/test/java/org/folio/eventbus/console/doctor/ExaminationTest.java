/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.junit.jupiter.api.Test;

class ExaminationTest {

  private static final EventBusModule MODULE =
      new EventBusModule("mod-test", URI.create("http://localhost"), Optional.empty());

  @Test
  void causeThatSeveralModulesNameIsOneProblem() {
    String cause = "Kafka at kafka:9092 does not answer";
    Finding well = Finding.ok("mod-a", "readiness", "It is healthy and ready");
    Finding alsoWell = Finding.ok("mod-b", "readiness", "It is healthy and ready");
    Finding other = Finding.problem("mod-a", "outbox", "3 events wait", "See");

    assertThat(
            Examination.merged(
                List.of(
                    Finding.problem("mod-a", "readiness", cause, "Mend it"),
                    Finding.problem("mod-b", "readiness", cause, "Mend it"),
                    Finding.problem("mod-b", "topics", cause, "See its log"),
                    other,
                    well,
                    alsoWell)))
        .containsExactly(
            Finding.problem("mod-a, mod-b", "readiness, topics", cause, "Mend it"),
            other,
            well,
            alsoWell);
  }

  @Test
  void whatStandsStillWhileBrokersAreAwayIsNoProblemOfItsOwn() throws Exception {
    String away = "Kafka at kafka:9092 (KAFKA_HOST, KAFKA_PORT) does not answer";
    String stopped = "Subscription patron-summary cannot read from Kafka: timeout";
    ModuleFacts facts =
        new ModuleFacts(
            MODULE,
            Map.of(
                ModuleFacts.EVENT, answer(200, "{'tenant':{'enabled':true}}"),
                ModuleFacts.GAPS, answer(200, "{}"),
                ModuleFacts.TOPICS, answer(503, "{}"),
                ModuleFacts.OUTBOX, answer(200, "{'events':23,'oldestAgeSeconds':40}"),
                ModuleFacts.READY, answer(200, "{'warnings':['%s','%s']}".formatted(away, stopped)),
                ModuleFacts.SUBSCRIPTIONS,
                    answer(
                        200,
                        "{'subscriptions':[{'name':'patron-summary','lagSeconds':61,'lagEvents':3,'problems':['%s']}]}"
                            .formatted(stopped))));

    List<Finding> findings = Examination.merged(new ModuleChecks(facts, Instant.EPOCH).run());

    assertThat(findings)
        .filteredOn(one -> one.level().equals(Finding.PROBLEM))
        .extracting(Finding::subject, Finding::what)
        .containsExactly(tuple("Kafka", away));
    assertThat(findings)
        .extracting(Finding::what)
        .contains(
            "While Kafka is away: " + stopped,
            "While Kafka is away: 23 events wait, the oldest for 40 s",
            "While Kafka is away: It is 3 events and 61 s behind");
  }

  /** While a table is locked, answers that need the database wait; readiness does not. */
  @Test
  void moduleThatAnswersNothingButReadinessTellsWhatItWaitsFor() throws Exception {
    String standing = "The relay has work and has not moved for 20 s";
    ModuleFacts facts =
        new ModuleFacts(
            MODULE,
            Map.of(
                ModuleFacts.EVENT, answer(0, "{}"),
                ModuleFacts.READY, answer(200, "{'warnings':['%s']}".formatted(standing))));

    assertThat(new ModuleChecks(facts, Instant.EPOCH).run())
        .extracting(Finding::subject, Finding::what)
        .containsExactlyInAnyOrder(
            tuple(ModuleFacts.EVENT, "0 not answered"), tuple("readiness", standing));
  }

  @Test
  void databaseThatIsAwayIsOneProblemAndNotOneOfEachAnswer() throws Exception {
    String away = "PostgreSQL at db:5432/folio (DB_HOST, DB_PORT, DB_DATABASE) does not tell";
    ModuleFacts facts =
        new ModuleFacts(
            MODULE,
            Map.of(
                ModuleFacts.EVENT, answer(503, "{}"),
                ModuleFacts.OUTBOX, answer(503, "{}"),
                ModuleFacts.GAPS, answer(503, "{}"),
                ModuleFacts.SUBSCRIPTIONS, answer(200, "{'subscriptions':[{'name':'s'}]}"),
                ModuleFacts.READY,
                    answer(
                        503,
                        "{'ready':false,'reasons':['%s'],'warnings':['s has been working']}"
                            .formatted(away))));

    assertThat(new ModuleChecks(facts, Instant.EPOCH).run())
        .extracting(Finding::level, Finding::subject, Finding::what)
        .containsExactly(
            tuple(Finding.PROBLEM, "PostgreSQL", away),
            tuple(Finding.NOTE, "readiness", "Without PostgreSQL: s has been working"));
  }

  /** A frozen server accepts connections and requests but answers none. */
  @Test
  void databaseThatIsSilentIsTheCauseOfSilence() throws Exception {
    String silent = "Listening to PostgreSQL has work and has not moved for 38 s";
    ModuleFacts facts =
        new ModuleFacts(
            MODULE,
            Map.of(
                ModuleFacts.EVENT, answer(0, "{}"),
                ModuleFacts.READY, answer(503, "{'warnings':['%s']}".formatted(silent))));

    assertThat(new ModuleChecks(facts, Instant.EPOCH).run())
        .extracting(Finding::level, Finding::subject, Finding::what)
        .containsExactly(tuple(Finding.PROBLEM, "PostgreSQL", silent));
  }

  @Test
  void whatTheModuleItselfKnowsIsOneProblem() throws Exception {
    String gone = "mod-gone has accepted no event";
    ModuleFacts facts =
        new ModuleFacts(
            MODULE,
            Map.of(
                ModuleFacts.EVENT, answer(200, "{'tenant':{'enabled':true}}"),
                ModuleFacts.SUBSCRIPTIONS,
                    answer(200, "{'subscriptions':[],'warnings':['%s']}".formatted(gone)),
                ModuleFacts.READY,
                    answer(200, "{'ready':true,'warnings':['%s']}".formatted(gone))));

    assertThat(new ModuleChecks(facts, Instant.EPOCH).run())
        .filteredOn(one -> one.level().equals(Finding.PROBLEM))
        .extracting(Finding::subject, Finding::what)
        .containsExactly(tuple("module", gone));
  }

  /** An error is not a problem if the retry succeeded or the event is parked. */
  @Test
  void lastErrorIsToldOfASubscriptionThatIsNotWell() throws Exception {
    for (int behind : List.of(0, 300)) {
      ModuleFacts facts =
          new ModuleFacts(
              MODULE,
              Map.of(
                  ModuleFacts.EVENT, answer(200, "{'tenant':{'enabled':true}}"),
                  ModuleFacts.SUBSCRIPTIONS,
                      answer(
                          200,
                          "{'subscriptions':[{'name':'s','partitions':2,'lagSeconds':%s,'lastError':{'at':'1970-01-01T00:00:00Z','message':'broken'}}]}"
                              .formatted(behind))));

      assertThat(new ModuleChecks(facts, Instant.EPOCH.plusSeconds(60)).run())
          .filteredOn(one -> one.what().contains("broken"))
          .hasSize(behind == 0 ? 0 : 1);
    }
  }

  @Test
  void skippingIsAdvisedWithAllThatItNeeds() throws Exception {
    ModuleFacts facts =
        new ModuleFacts(
            MODULE,
            Map.of(
                ModuleFacts.EVENT, answer(200, "{'tenant':{'enabled':true}}"),
                ModuleFacts.GAPS,
                    answer(
                        200,
                        "{'totalRecords':1,'gaps':[{'subscription':'patron-summary','stream':'circulation.loan-events','key':'2f1c7a34…','firstSequence':2,'lastSequence':2,'state':'UNAVAILABLE','noticedAt':'2026-03-01T10:15:30Z'}]}")));

    assertThat(new ModuleChecks(facts, Instant.EPOCH).run())
        .filteredOn(one -> one.subject().equals("gaps"))
        .singleElement()
        .extracting(Finding::todo)
        .asString()
        .contains(
            "./bus skip --subscription patron-summary --stream circulation.loan-events --key '2f1c7a34…' --first 2 --reason WHY --yes");
  }

  @Test
  void aGapThatNobodyCanFillIsNotCalledOpen() throws Exception {
    String gaps =
        "{'gaps':[{'subscription':'s','key':'k','firstSequence':2,'lastSequence':2,'state':'%s','noticedAt':'1970-01-01T00:00:00Z'}]}";
    for (String state : List.of("OPEN", "UNAVAILABLE")) {
      ModuleFacts facts =
          new ModuleFacts(MODULE, Map.of(ModuleFacts.GAPS, answer(200, gaps.formatted(state))));

      assertThat(Change.of(Map.of("mod-test", facts), Instant.EPOCH))
          .extracting(Change::what)
          .containsExactly("GAP_" + state);
    }
  }

  /** A module that refuses or is silent may have parked anything; one of another tenant has not. */
  @Test
  void whatAModuleDoesNotTellOfTheLastHourIsUnknown() throws Exception {
    ModuleFacts refusing =
        new ModuleFacts(
            MODULE,
            Map.of(
                ModuleFacts.CAUSES, answer(200, "{}"),
                ModuleFacts.GAPS, answer(400, "{}"),
                ModuleFacts.OPERATIONS, answer(403, "{}")));
    ModuleFacts silent = new ModuleFacts(MODULE, Map.of());

    assertThat(Change.unknown(Map.of("mod-a", refusing)))
        .containsExactly("what operators did at mod-a");
    assertThat(Change.unknown(Map.of("mod-b", silent)))
        .containsExactly(
            "what was parked at mod-b",
            "what went missing at mod-b",
            "what operators did at mod-b");
  }

  private static ModuleAnswer answer(int status, String body) throws IOException {
    return new ModuleAnswer(
        MODULE,
        status,
        new ObjectMapper().readTree(body.replace('\'', '"')),
        status == 200 ? "" : status + " not answered",
        Optional.empty(),
        Instant.EPOCH,
        Duration.ZERO);
  }
}
