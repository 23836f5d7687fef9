/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.LoanHistory;
import org.folio.adapter.patronblocks.PatronBlocksAdapter;
import org.folio.adapter.patronblocks.PatronFixture;
import org.folio.adapter.patronblocks.RunningAdapter;
import org.folio.eventbus.Event;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithEventBusServers
class RetentionTest {

  private final UUID loan = UUID.randomUUID();
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

  private long sweep() {
    return RunningAdapter.await(
        new Retention(adapter.pool, PatronBlocksAdapter.SCHEMA).sweep(LoanHistory.DIKU));
  }

  private void daysPass(long days) {
    for (String change :
        List.of(
            "patron_loan SET closed_at = closed_at - ",
            "patron_loan_unnumbered SET closed_at = closed_at - ",
            "patron_fee_fine SET written_at = written_at - ",
            "patron_fee_fine_unnumbered SET written_at = written_at - ",
            "pushed_event SET received_at = received_at - ")) {
      adapter.sql("UPDATE \"%s\"." + change + "interval '" + days + " days'");
    }
  }

  @Test
  void anEndedLoanIsForgottenAfterItsTimeAndOpenOnesNever() {
    patron.loans.checkedOut(loan).checkedIn(loan).checkedOut(UUID.randomUUID());
    patron.applyLoans();
    daysPass(Retention.ENDED.toDays() - 1);
    assertThat(sweep()).isZero();
    daysPass(2);
    assertThat(sweep()).isEqualTo(1);
    assertThat(adapter.openLoans(patron.userId)).hasSize(1);
    assertThat(sweep()).isZero();
  }

  /** The check-out may fill a gap later and would then open the loan. */
  @Test
  void anEndWhoseCheckOutHasNotArrivedIsKept() {
    List<Event> events = patron.loans.checkedOut(loan).checkedIn(loan).events();
    adapter.apply(events.subList(1, 2));
    daysPass(10_000);
    assertThat(sweep()).isZero();
    adapter.apply(events.subList(0, 1));
    assertThat(patron.summary().statusCode()).isEqualTo(404);
    assertThat(sweep()).isEqualTo(1);
  }

  @Test
  void aPushedEndOfANumberedLoanGoesTogetherWithIt() {
    patron.loans.checkedOut(loan);
    patron.applyLoans();
    adapter.push(patron.loans.closed(loan).last());
    adapter.applyPushed();
    assertThat(patron.summary().statusCode()).isEqualTo(404);
    daysPass(10_000);
    assertThat(sweep()).as("two rows and the pushed event").isEqualTo(3);
    assertThat(patron.summary().statusCode()).isEqualTo(404);
  }

  @Test
  void aPaidAccountIsForgottenAndOneThatIsOwedNever() {
    UUID paid = UUID.randomUUID();
    patron.owes(paid, "1", null);
    patron.owes(paid, "0", null);
    patron.owes(UUID.randomUUID(), "1", null);
    daysPass(10_000);
    assertThat(sweep()).isEqualTo(1);
    assertThat(patron.fees()).hasSize(1);
  }

  /** The missing event may contain an older balance, which would open the account again. */
  @Test
  void aPaidAccountWithAGapIsKept() {
    UUID paid = UUID.randomUUID();
    Event missing = patron.balanceChanged(paid, "1", null);
    adapter.apply(List.of(patron.balanceChanged(paid, "0", null)));
    adapter.sql(
        "INSERT INTO \"%s\".event_gap (subscription, stream, key, first_sequence, last_sequence)"
            + " VALUES ('patron-fees-fines', 'feesfines.account-events', '"
            + paid
            + "', 1, 1)");
    daysPass(10_000);
    assertThat(sweep()).isZero();
    adapter.apply(List.of(missing));
    assertThat(patron.summary().statusCode()).isEqualTo(404);
  }

  @Test
  void aNumberedZeroIsKeptAsLongAsAPushedBalanceStandsBesideIt() {
    UUID account = UUID.randomUUID();
    Event owed = patron.balanceChanged(account, "1", null);
    adapter.apply(List.of(owed, patron.balanceChanged(account, "0", null)));
    adapter.push(owed);
    adapter.applyPushed();
    daysPass(10_000);
    assertThat(sweep()).as("the pushed event only").isEqualTo(1);
    assertThat(patron.summary().statusCode()).isEqualTo(404);
  }
}
