/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.freshness;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.folio.adapter.patronblocks.PatronFixture;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The header of answers about a patron, computed from the tables of a subscription. */
@WithEventBusServers
class FreshnessTest {

  private RunningAdapter adapter;
  private PatronFixture patron;

  @BeforeEach
  void start(DatabaseCoordinates database) {
    adapter = new RunningAdapter(database);
    patron = new PatronFixture(adapter);
  }

  @AfterEach
  void stop() {
    adapter.close();
  }

  private String freshness() {
    return header(adapter.get("/automated-patron-blocks/" + patron.userId));
  }

  private static String header(HttpResponse<String> answer) {
    return answer.headers().firstValue("X-Event-Bus-Freshness").orElseThrow();
  }

  private void cursor(String subscription, String stream, Object key, long last, String rest) {
    adapter.sql(
        "INSERT INTO \"%%s\".event_cursor (subscription, stream, key, last_sequence, parked, open_gaps)"
            .concat(" VALUES ('%s', '%s', '%s', %d, %s)")
            .formatted(subscription, stream, key, last, rest));
  }

  private void loans(long last, String rest) {
    cursor(PatronStreams.LOANS, EventCatalog.LOAN_EVENTS, patron.userId, last, rest);
  }

  private void parked(String subscription, String stream, Object key, long sequence) {
    adapter.sql(
        "INSERT INTO \"%%s\".event_parked (subscription, stream, key, sequence, state, headers, topic, partition, kafka_offset, parked_at)"
            .concat(
                " VALUES ('%s', '%s', '%s', %d, 'BEHIND', '{}', 't', 0, 0, now() - interval '90 seconds')")
            .formatted(subscription, stream, key, sequence));
  }

  @Test
  void aPatronOfWhomNothingWasEverHeardIsCurrent() {
    assertThat(freshness())
        .isEqualTo(
            "state=current, applied=0, published=0, account-applied=0, account-published=0, age=0");
  }

  @Test
  void appliedAndPublishedAreTheNumbersOfThePatronAndTheSumOfThoseOfTheAccounts() {
    loans(412, "false, 0");
    for (int sequence = 3; sequence < 5; sequence++) {
      UUID account = UUID.randomUUID();
      patron.owes(account, "1", null);
      cursor(PatronStreams.FEES_FINES, EventCatalog.ACCOUNT_EVENTS, account, sequence, "false, 0");
    }
    assertThat(freshness())
        .isEqualTo(
            "state=current, applied=412, published=412, account-applied=7, account-published=7, age=0");
    assertThat(header(patron.summary())).startsWith("state=current, applied=412");
  }

  @Test
  void parkedEventsAreCountedAndTellWhatIsPublished() {
    loans(412, "true, 0");
    parked(PatronStreams.LOANS, EventCatalog.LOAN_EVENTS, patron.userId, 413);
    parked(PatronStreams.LOANS, EventCatalog.LOAN_EVENTS, patron.userId, 414);
    assertThat(freshness())
        .startsWith("state=behind, applied=412, published=414, ")
        .containsPattern("age=9[0-9]")
        .endsWith("parked=2");
  }

  @Test
  void gapsOfThePatronAndOfTheAccountsAreCounted() {
    loans(412, "false, 1");
    UUID account = UUID.randomUUID();
    patron.owes(account, "1", null);
    cursor(PatronStreams.FEES_FINES, EventCatalog.ACCOUNT_EVENTS, account, 9, "false, 1");
    gap(PatronStreams.LOANS, EventCatalog.LOAN_EVENTS, patron.userId, 400, 402);
    gap(PatronStreams.FEES_FINES, EventCatalog.ACCOUNT_EVENTS, account, 2, 2);
    assertThat(freshness()).startsWith("state=behind, applied=412, ").endsWith("gaps=4");
    assertThat(
            new JsonObject(adapter.get("/event-bus/patrons/" + patron.userId).body())
                .getJsonObject("freshness")
                .getJsonArray("troubled"))
        .as("where to look")
        .containsExactlyInAnyOrder(
            key(EventCatalog.LOAN_EVENTS, patron.userId),
            key(EventCatalog.ACCOUNT_EVENTS, account));
  }

  private static JsonObject key(String stream, UUID key) {
    return new JsonObject().put("stream", stream).put("key", key.toString());
  }

  @Test
  void tenantThatHasDisabledTheModuleMakesNobodysAnswerSure() {
    adapter.sql("INSERT INTO \"%s\".event_tenant (enabled, changed_at) VALUES (false, now())");
    try {
      assertThat(freshness()).startsWith("state=unknown, applied=0").endsWith("problems=1");
    } finally {
      adapter.sql("DELETE FROM \"%s\".event_tenant");
    }
  }

  private void gap(String subscription, String stream, Object key, long first, long last) {
    adapter.sql(
        "INSERT INTO \"%%s\".event_gap (subscription, stream, key, first_sequence, last_sequence)"
            .concat(" VALUES ('%s', '%s', '%s', %d, %d)")
            .formatted(subscription, stream, key, first, last));
  }

  @Test
  void whatCannotBeToldToBeOfOnePatronMakesNobodysAnswerSure() {
    parked(PatronStreams.FEES_FINES, EventCatalog.ACCOUNT_EVENTS, UUID.randomUUID(), 1);
    parked(PatronStreams.LOANS, "circulation.ITEM_CHECKED_OUT-3", "no uuid at all", 7);
    adapter.sql(
        "INSERT INTO \"%s\".event_partition (subscription, topic, partition, missing)"
            + " VALUES ('patron-summary', 't', 0, 5)");
    assertThat(freshness())
        .startsWith("state=unknown, applied=0")
        .endsWith("unassigned=2, missing=5");
  }

  @Test
  void parkedEventsOfOtherPatronsDoNotConcernThisOne() {
    UUID account = UUID.randomUUID();
    new PatronFixture(adapter).owes(account, "1", null);
    parked(PatronStreams.FEES_FINES, EventCatalog.ACCOUNT_EVENTS, account, 2);
    parked(PatronStreams.LOANS, EventCatalog.LOAN_EVENTS, UUID.randomUUID(), 2);
    assertThat(freshness()).startsWith("state=current");
  }

  @Test
  void aFailureNeverLooksLikeNoBlocks(PostgresServer server) {
    patron.owes(UUID.randomUUID(), "1", null);
    adapter.okapi.stubFor(
        get(urlEqualTo("/users/" + patron.userId)).willReturn(aResponse().withStatus(500)));
    HttpResponse<String> answer = adapter.get("/automated-patron-blocks/" + patron.userId);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(header(answer)).isEqualTo("state=unknown");
    server.stop();
    try {
      answer = adapter.get("/automated-patron-blocks/" + patron.userId);
      assertThat(answer.statusCode()).isIn(500, 503);
      assertThat(header(answer)).isEqualTo("state=unknown");
    } finally {
      server.start();
    }
  }
}
