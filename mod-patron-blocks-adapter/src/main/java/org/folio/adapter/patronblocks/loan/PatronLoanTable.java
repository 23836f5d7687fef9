/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The registers of all loans, table {@code patron_loan}. */
final class PatronLoanTable {

  private static final String EARLIER_CHECK_OUT =
      "excluded.checked_out_sequence > 0 AND (known.checked_out_sequence = 0"
          + " OR excluded.checked_out_sequence < known.checked_out_sequence)";

  private PatronLoanTable() {}

  // The rules of LoanRegisters.merge once more, for rows that exist. 0 stands for "not written".
  private static String upsert(String schema) {
    return """
    INSERT INTO "%1$s".patron_loan AS known (user_id, loan_id,
      checked_out_sequence, checked_out_due_date, grace_duration, grace_interval,
      due_date_sequence, changed_due_date, recall,
      lost_sequence, lost, claimed_sequence, claimed, closed_sequence, last_sequence)
    SELECT user_id, loan_id,
      checked_out_sequence, checked_out_due_date, grace_duration, grace_interval,
      due_date_sequence, changed_due_date, recall,
      lost_sequence, lost, claimed_sequence, claimed, closed_sequence, last_sequence
    FROM unnest($1::uuid[], $2::uuid[],
      $3::bigint[], $4::timestamptz[], $5::integer[], $6::text[],
      $7::bigint[], $8::timestamptz[], $9::boolean[],
      $10::bigint[], $11::boolean[], $12::bigint[], $13::boolean[], $14::bigint[], $15::bigint[])
      AS news (user_id, loan_id,
      checked_out_sequence, checked_out_due_date, grace_duration, grace_interval,
      due_date_sequence, changed_due_date, recall,
      lost_sequence, lost, claimed_sequence, claimed, closed_sequence, last_sequence)
    ON CONFLICT (user_id, loan_id) DO UPDATE SET
      checked_out_sequence = CASE WHEN %2$s
        THEN excluded.checked_out_sequence ELSE known.checked_out_sequence END,
      checked_out_due_date = CASE WHEN %2$s
        THEN excluded.checked_out_due_date ELSE known.checked_out_due_date END,
      grace_duration = CASE WHEN %2$s
        THEN excluded.grace_duration ELSE known.grace_duration END,
      grace_interval = CASE WHEN %2$s
        THEN excluded.grace_interval ELSE known.grace_interval END,
      due_date_sequence = greatest(known.due_date_sequence, excluded.due_date_sequence),
      changed_due_date = CASE WHEN excluded.due_date_sequence > known.due_date_sequence
        THEN excluded.changed_due_date ELSE known.changed_due_date END,
      recall = CASE WHEN excluded.due_date_sequence > known.due_date_sequence
        THEN excluded.recall ELSE known.recall END,
      lost_sequence = greatest(known.lost_sequence, excluded.lost_sequence),
      lost = CASE WHEN excluded.lost_sequence > known.lost_sequence
        THEN excluded.lost ELSE known.lost END,
      claimed_sequence = greatest(known.claimed_sequence, excluded.claimed_sequence),
      claimed = CASE WHEN excluded.claimed_sequence > known.claimed_sequence
        THEN excluded.claimed ELSE known.claimed END,
      closed_sequence = coalesce(least(nullif(known.closed_sequence, 0),
        nullif(excluded.closed_sequence, 0)), 0),
      last_sequence = greatest(known.last_sequence, excluded.last_sequence)
    """
        .formatted(schema, EARLIER_CHECK_OUT);
  }

  /**
   * Merges the given registers into the table, one statement for all.
   *
   * @param schema checked, safe between double quotes
   * @param loans in key order, so that two instances never lock each other out
   */
  static Future<Void> merge(
      SqlConnection connection, String schema, SortedMap<LoanKey, LoanRegisters> loans) {
    return connection.preparedQuery(upsert(schema)).execute(parameters(loans)).mapEmpty();
  }

  private static Tuple parameters(SortedMap<LoanKey, LoanRegisters> loans) {
    Columns columns = new Columns(List.copyOf(loans.entrySet()));
    return Tuple.tuple()
        .addValue(columns.of(UUID[]::new, loan -> loan.getKey().userId()))
        .addValue(columns.of(UUID[]::new, loan -> loan.getKey().loanId()))
        .addValue(columns.sequences(LoanRegisters::checkOut))
        .addValue(
            columns.ofStamped(OffsetDateTime[]::new, LoanRegisters::checkOut, CheckOut::dueDate))
        .addValue(
            columns.ofStamped(
                Integer[]::new,
                LoanRegisters::checkOut,
                out -> out.gracePeriod() == null ? null : out.gracePeriod().duration()))
        .addValue(
            columns.ofStamped(
                String[]::new,
                LoanRegisters::checkOut,
                out -> out.gracePeriod() == null ? null : out.gracePeriod().interval().id()))
        .addValue(columns.sequences(LoanRegisters::dueDate))
        .addValue(columns.ofStamped(OffsetDateTime[]::new, LoanRegisters::dueDate, DueDate::value))
        .addValue(columns.flags(LoanRegisters::dueDate, DueDate::recall))
        .addValue(columns.sequences(LoanRegisters::lost))
        .addValue(columns.flags(LoanRegisters::lost, lost -> lost))
        .addValue(columns.sequences(LoanRegisters::claimed))
        .addValue(columns.flags(LoanRegisters::claimed, claimed -> claimed))
        .addValue(columns.of(Long[]::new, loan -> loan.getValue().closedSequence()))
        .addValue(columns.of(Long[]::new, loan -> loan.getValue().lastSequence()));
  }

  private record Columns(List<Map.Entry<LoanKey, LoanRegisters>> loans) {

    <T> T[] of(
        IntFunction<T[]> array, Function<Map.Entry<LoanKey, LoanRegisters>, @Nullable T> value) {
      return loans.stream().map(value).toArray(array);
    }

    <V, T> T[] ofStamped(
        IntFunction<T[]> array,
        Function<LoanRegisters, @Nullable Stamped<V>> register,
        Function<V, @Nullable T> value) {
      return of(
          array,
          loan -> {
            Stamped<V> stamped = register.apply(loan.getValue());
            return stamped == null ? null : value.apply(stamped.value());
          });
    }

    Long[] sequences(Function<LoanRegisters, ? extends @Nullable Stamped<?>> register) {
      return of(
          Long[]::new,
          loan -> {
            Stamped<?> stamped = register.apply(loan.getValue());
            return stamped == null ? LoanRegisters.UNWRITTEN : stamped.sequence();
          });
    }

    <V> Boolean[] flags(
        Function<LoanRegisters, @Nullable Stamped<V>> register, Function<V, Boolean> value) {
      return of(
          Boolean[]::new,
          loan -> {
            Stamped<V> stamped = register.apply(loan.getValue());
            return stamped != null && value.apply(stamped.value());
          });
    }
  }
}
