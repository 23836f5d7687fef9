/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.okapi.LoanLedger.awaitThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The alert about canaries looks at what a module shows when they do not arrive. */
@WithEventBusServers
class CanaryAlertTest {

  private static final String LATENESS = "eventbus_canary_lateness_seconds";

  // The alert's limit is this many intervals of the canaries for which it is made.
  private static final double LATE = 5;
  private static final Pattern RULE =
      Pattern.compile(
          "alert: TheWayIsNotFree\\s+expr: max by \\(subscription, tenant\\) \\((\\w+)\\) > 300");

  private final LoanLedger ledger;

  CanaryAlertTest(KafkaBroker kafka, PostgresServer postgres) {
    ledger =
        new LoanLedger(
            kafka,
            postgres.newDatabase(),
            SubscriptionPolicy.DEFAULT,
            Map.of("EVENT_CANARY_SECONDS", "1"));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static String metricOfTheAlert() throws IOException {
    return RULE.matcher(Files.readString(Path.of("..", "deploy", "monitoring", "alerts.yaml")))
        .results()
        .map(rule -> rule.group(1))
        .findFirst()
        .orElseThrow();
  }

  private double shown(String metric) {
    String labels =
        "\\{stream=\"%s\",subscription=\"%s\",tenant=\"diku\"\\}"
            .formatted(EventCatalog.LOAN_EVENTS, LoanLedgerModule.SUBSCRIPTION);
    return Pattern.compile("(?m)^" + metric + labels + " (\\S+)$")
        .matcher(ledger.send("GET", "/metrics", "").body())
        .results()
        .map((MatchResult line) -> Double.parseDouble(line.group(1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(metric + " is not shown"));
  }

  @Test
  void itsMetricRisesWhileCanariesDoNotArriveAndFallsWhenTheyDo() throws IOException {
    String age = metricOfTheAlert();
    awaitThat(() -> assertThat(shown(age)).isLessThan(LATE));

    ledger.sql(
        "ALTER TABLE \"{schema}\".event_receipt ADD CONSTRAINT stuck CHECK (key <> 'event-bus-canary') NOT VALID");
    awaitThat(() -> assertThat(shown(age)).isGreaterThan(LATE));

    ledger.sql("ALTER TABLE \"{schema}\".event_receipt DROP CONSTRAINT stuck");
    awaitThat(() -> assertThat(shown(age)).isLessThan(LATE));
    awaitThat(() -> assertThat(shown(LATENESS)).isLessThan(LATE));
    assertThat(
            ledger.count(
                "event_receipt",
                "key = 'event-bus-canary' AND outcome <> 'SKIPPED' AND outcome <> 'DUPLICATE'"))
        .as("what was late was neither applied nor parked")
        .isZero();
  }
}
