/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.LoanHistory;
import org.folio.adapter.patronblocks.PatronBlocksAdapter;
import org.folio.adapter.patronblocks.PatronFixture;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The assertions of mod-patron-blocks' FeeFineBalanceChangedEventHandlerTest, and cases that it
 * lacks.
 */
@WithEventBusServers
class FeeFineProjectionTest {

  private static RunningAdapter adapter;

  private final UUID account = UUID.randomUUID();
  private final UUID loan = UUID.randomUUID();
  private PatronFixture patron;

  @BeforeAll
  static void start(DatabaseCoordinates database) {
    adapter = new RunningAdapter(database);
  }

  @AfterAll
  static void stop() {
    adapter.close();
  }

  @BeforeEach
  void aPatron() {
    patron = new PatronFixture(adapter);
  }

  @Test
  void aNewFeeCreatesASummaryWithTypeLoanAndBalance() {
    patron.owes(account, "3.25", loan);
    assertThat(patron.fees().getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("feeFineId", account.toString())
                .put("feeFineTypeId", account.toString())
                .put("balance", 3.25)
                .put("loanId", loan.toString()));
  }

  @Test
  void aSecondFeeIsAddedNextToTheFirst() {
    patron.owes(account, "3.25", loan);
    patron.owes(UUID.randomUUID(), "1.00", null);
    assertThat(patron.fees()).hasSize(2);
  }

  @Test
  void theBalanceOfAKnownFeeIsReplaced() {
    patron.owes(account, "3.25", loan);
    patron.owes(account, "1.25", loan);
    assertThat(patron.fees()).hasSize(1);
    assertThat(patron.fees().getJsonObject(0).getDouble("balance")).isEqualTo(1.25);
  }

  @Test
  void aBalanceOfZeroRemovesTheFeeAndOnlyThat() {
    UUID other = UUID.randomUUID();
    patron.owes(account, "3.25", loan);
    patron.owes(other, "1.25", loan);
    patron.owes(account, "0.00", loan);
    assertThat(patron.fees()).hasSize(1);
    patron.owes(other, "0", loan);
    assertThat(patron.summary().statusCode()).isEqualTo(404);
  }

  @Test
  void aDeletionWithoutUserIdFindsTheSummaryByTheAccount() {
    patron.owes(account, "3.25", loan);
    adapter.apply(List.of(patron.accountDeleted(account)));
    assertThat(patron.summary().statusCode()).isEqualTo(404);
  }

  /** mod-patron-blocks fails here, and the fee that arrives later stays open for ever. */
  @Test
  void aDeletionOfAnUnknownAccountIsRememberedUntilItsOlderEventsArrive() {
    Event charged = patron.balanceChanged(account, "3.25", loan);
    Event deleted = patron.accountDeleted(account);
    adapter.apply(List.of(deleted));
    assertThat(patron.summary().statusCode()).isEqualTo(404);
    adapter.apply(List.of(charged));
    assertThat(patron.summary().statusCode()).isEqualTo(404);
  }

  @Test
  void aBalanceOfZeroForAPatronWithoutSummaryCreatesNone() {
    patron.owes(account, "0.0", loan);
    assertThat(patron.summary().statusCode()).isEqualTo(404);
  }

  @Test
  void twoFeesThatAreAppliedAtTheSameTimeBothSurvive() {
    patron.owes(UUID.randomUUID(), "1.50", null);
    String schema = PatronBlocksAdapter.SCHEMA.of(LoanHistory.DIKU);
    List<Future<Void>> running =
        List.of("0.80", "1.50").stream()
            .map(balance -> patron.balanceChanged(UUID.randomUUID(), balance, null))
            .map(event -> new EventBatch(LoanHistory.DIKU, schema, List.of(event)))
            .map(
                batch ->
                    adapter.pool.withTransaction(tx -> new FeeFineProjection().handle(batch, tx)))
            .toList();
    RunningAdapter.await(Future.all(running));
    assertThat(
            patron.fees().stream()
                .mapToDouble(fee -> ((JsonObject) fee).getDouble("balance"))
                .sum())
        .isEqualTo(3.80);
  }

  @Test
  void anOldBalanceThatComesAfterTheZeroDoesNotOpenTheFeeAgain() {
    Event charged = patron.balanceChanged(account, "3.25", loan);
    Event paid = patron.balanceChanged(account, "0", loan);
    adapter.apply(List.of(paid));
    adapter.apply(List.of(charged, paid));
    assertThat(patron.summary().statusCode()).isEqualTo(404);
  }

  @Test
  void theLoanOfTheLastEventCountsAlsoIfItNamesNone() {
    patron.owes(account, "3.25", loan);
    patron.owes(account, "3.25", null);
    assertThat(patron.fees().getJsonObject(0).containsKey("loanId")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"balance":1}                                                      | feeFineId must be a UUID
          {"feeFineId":"a9e4b7c2-5d38-4c1f-9f5e-7b2d6e1c3333"}               | balance must be a number
          {"feeFineId":"a9e4b7c2-5d38-4c1f-9f5e-7b2d6e1c3333","balance":"1"} | balance must be a number
          {"feeFineId":"a9e4b7c2-5d38-4c1f-9f5e-7b2d6e1c3333","balance":1e900} | balance must be
          {"feeFineId":"a9e4b7c2-5d38-4c1f-9f5e-7b2d6e1c3333","balance":1,"userId":"x"} | userId must be
          """)
  void refusesWhatCanNeverBeApplied(String payload, String sentence) {
    Event event = LoanHistory.event("FEE_FINE_BALANCE_CHANGED", patron.userId, 1, payload);
    assertThatThrownBy(() -> FeeFineProjection.fold(List.of(event)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining(event.id().toString());
  }
}
