/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sets the registers of a loan to the values of loan storage. They get the highest applied
 * sequence, so every later event wins over them, as if the repair had been an event. Call it while
 * the patron's cursor is locked.
 */
public final class LoanRepair {

  // The check-out gets the lowest sequence, and the registers one above it, which they need to
  // count.
  private static final String OPEN =
      """
      INSERT INTO "%1$s".patron_loan AS known (user_id, loan_id,
        checked_out_sequence, checked_out_at, checked_out_due_date,
        due_date_sequence, due_date_at, changed_due_date, recall,
        lost_sequence, lost_at, lost, claimed_sequence, claimed_at, claimed, last_sequence,
        grace_duration, grace_interval)
      VALUES ($1, $2, 1, now(), $3, greatest($7, 2), now(), $3, $4,
        greatest($7, 2), now(), $5, greatest($7, 2), now(), $6, $7, $8, $9)
      ON CONFLICT (user_id, loan_id) DO UPDATE SET
        checked_out_at = CASE WHEN known.checked_out_sequence = 0
          THEN excluded.checked_out_at ELSE known.checked_out_at END,
        checked_out_due_date = CASE WHEN known.checked_out_sequence = 0
          THEN excluded.checked_out_due_date ELSE known.checked_out_due_date END,
        grace_duration = CASE WHEN known.checked_out_sequence = 0
          THEN excluded.grace_duration ELSE known.grace_duration END,
        grace_interval = CASE WHEN known.checked_out_sequence = 0
          THEN excluded.grace_interval ELSE known.grace_interval END,
        checked_out_sequence = greatest(known.checked_out_sequence, 1),
        due_date_sequence = greatest(
          known.due_date_sequence, known.checked_out_sequence + 1, excluded.due_date_sequence),
        due_date_at = now(),
        changed_due_date = excluded.changed_due_date,
        recall = excluded.recall,
        lost_sequence = greatest(
          known.lost_sequence, known.checked_out_sequence + 1, excluded.lost_sequence),
        lost_at = now(),
        lost = excluded.lost,
        claimed_sequence = greatest(
          known.claimed_sequence, known.checked_out_sequence + 1, excluded.claimed_sequence),
        claimed_at = now(),
        claimed = excluded.claimed,
        closed_sequence = 0,
        closed_at = NULL,
        last_sequence = greatest(known.last_sequence, excluded.last_sequence)
      """;

  // An unnumbered event may have ended the loan, too.
  private static final String REOPEN =
      """
      UPDATE "%1$s".patron_loan_unnumbered SET closed_sequence = 0, closed_at = NULL
       WHERE user_id = $1 AND loan_id = $2 AND closed_sequence > 0
      """;

  private static final String CLOSE =
      """
      INSERT INTO "%1$s".patron_loan AS known
        (user_id, loan_id, closed_sequence, closed_at, last_sequence)
      VALUES ($1, $2, greatest($3, 1), now(), $3)
      ON CONFLICT (user_id, loan_id) DO UPDATE SET
        closed_sequence = greatest(known.checked_out_sequence, excluded.closed_sequence),
        closed_at = excluded.closed_at
      """;

  private LoanRepair() {}

  /**
   * An open loan according to storage.
   *
   * @param dueDate null if it has none
   * @param grace null if its policy has none, or is not known
   */
  public record OpenLoan(
      UUID userId,
      UUID loanId,
      @Nullable Instant dueDate,
      boolean recall,
      boolean lost,
      boolean claimedReturned,
      @Nullable GracePeriod grace) {}

  /** Opens the loan with the given values; a grace period from its check-out stays. */
  public static Future<Void> open(SqlConnection tx, String schema, OpenLoan loan, long sequence) {
    return tx.preparedQuery(OPEN.formatted(schema))
        .execute(
            Tuple.of(
                loan.userId(),
                loan.loanId(),
                loan.dueDate() == null ? null : loan.dueDate().atOffset(ZoneOffset.UTC),
                loan.recall(),
                loan.lost(),
                loan.claimedReturned(),
                sequence,
                loan.grace() == null ? null : loan.grace().duration(),
                loan.grace() == null ? null : loan.grace().interval().id()))
        .compose(
            open ->
                tx.preparedQuery(REOPEN.formatted(schema))
                    .execute(Tuple.of(loan.userId(), loan.loanId())))
        .mapEmpty();
  }

  /** Ends the loan. */
  public static Future<Void> close(
      SqlConnection tx, String schema, UUID userId, UUID loanId, long sequence) {
    return tx.preparedQuery(CLOSE.formatted(schema))
        .execute(Tuple.of(userId, loanId, sequence))
        .mapEmpty();
  }
}
