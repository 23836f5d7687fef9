/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sets the registers of an account to the values of mod-feesfines. They get the highest applied
 * sequence, so every later event wins over them, as if the repair had been an event. Call it while
 * the account's cursor is locked.
 */
public final class FeeFineRepair {

  private static final String WRITE =
      """
      INSERT INTO "%1$s".patron_fee_fine AS known (fee_fine_id, sequence, changed_at, balance,
        loan_id, user_sequence, user_at, user_id, type_sequence, type_at, fee_fine_type_id)
      VALUES ($1, greatest($6, 1), now(), $2, $3, greatest($6, 1), now(), $4,
        CASE WHEN $5::uuid IS NULL THEN 0 ELSE greatest($6, 1) END, now(), $5)
      ON CONFLICT (fee_fine_id) DO UPDATE SET
        sequence = greatest(known.sequence, excluded.sequence),
        changed_at = excluded.changed_at,
        balance = excluded.balance,
        loan_id = excluded.loan_id,
        user_sequence = greatest(known.user_sequence, excluded.user_sequence),
        user_at = excluded.user_at,
        user_id = excluded.user_id,
        type_sequence = greatest(known.type_sequence, excluded.type_sequence),
        type_at = coalesce(known.type_at, excluded.type_at),
        fee_fine_type_id = coalesce(known.fee_fine_type_id, excluded.fee_fine_type_id),
        written_at = now()
      """;

  private FeeFineRepair() {}

  /**
   * The account according to mod-feesfines.
   *
   * @param balance 0 if nothing remains to be paid
   * @param loanId null if it belongs to no loan
   * @param userId the present or former debtor
   * @param typeId null if it is not known
   */
  public record Account(
      UUID id, BigDecimal balance, @Nullable UUID loanId, UUID userId, @Nullable UUID typeId) {}

  /** Writes the account's registers. */
  public static Future<Void> write(
      SqlConnection tx, String schema, Account account, long sequence) {
    return tx.preparedQuery(WRITE.formatted(schema))
        .execute(
            Tuple.of(
                account.id(),
                account.balance(),
                account.loanId(),
                account.userId(),
                account.typeId(),
                sequence))
        .mapEmpty();
  }
}
