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
            Finding.problem("mod-a, mod-b", "readiness", cause, "Mend it"), other, well, alsoWell);
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

  /** As with a table under a lock: what asks the database waits, and readiness does not. */
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
