/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.RegisterColumns;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.eventbus.base.sql.SchemaStatement;

/** Writes the registers of loans, tables {@code patron_loan} and {@code patron_loan_unnumbered}. */
final class PatronLoanTable {

  private static final String COLUMNS =
      """
      user_id, loan_id,
      checked_out_sequence, checked_out_at, checked_out_due_date, grace_duration, grace_interval,
      due_date_sequence, due_date_at, changed_due_date, recall,
      lost_sequence, lost_at, lost, claimed_sequence, claimed_at, claimed,
      closed_sequence, last_sequence\
      """;

  // The order of register values: the stamp, then the value, as in Stamped. A stamp of 0 means that
  // nothing is written; values are not compared then.
  private static final String EARLIER_CHECK_OUT =
      """
      excluded.checked_out_sequence > 0 AND (known.checked_out_sequence = 0
        OR (excluded.checked_out_sequence, excluded.checked_out_due_date,
            coalesce(excluded.grace_duration, 0), coalesce(excluded.grace_interval, '') COLLATE "C")
         < (known.checked_out_sequence, known.checked_out_due_date,
            coalesce(known.grace_duration, 0), coalesce(known.grace_interval, '') COLLATE "C"))\
      """;

  private static final String LATER_DUE_DATE =
      """
      (excluded.due_date_sequence, excluded.changed_due_date, excluded.recall)
        > (known.due_date_sequence, known.changed_due_date, known.recall)\
      """;

  private static final String LATER_LOST =
      "(excluded.lost_sequence, excluded.lost) > (known.lost_sequence, known.lost)";

  private static final String LATER_CLAIMED =
      "(excluded.claimed_sequence, excluded.claimed) > (known.claimed_sequence, known.claimed)";

  private static final List<String> CHECK_OUT =
      List.of(
          "checked_out_sequence",
          "checked_out_at",
          "checked_out_due_date",
          "grace_duration",
          "grace_interval");
  private static final List<String> DUE_DATE =
      List.of("due_date_sequence", "due_date_at", "changed_due_date", "recall");
  private static final List<String> LOST = List.of("lost_sequence", "lost_at", "lost");
  private static final List<String> CLAIMED = List.of("claimed_sequence", "claimed_at", "claimed");

  // The rules of LoanRegisters.merge in SQL, for existing rows.
  private static final String UPSERT =
      """
      INSERT INTO "%s".patron_loan%s AS known (%s, closed_at)
      SELECT *, CASE WHEN closed_sequence > 0 THEN now() END
      FROM unnest($1::uuid[], $2::uuid[],
        $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::integer[], $7::text[],
        $8::bigint[], $9::timestamptz[], $10::timestamptz[], $11::boolean[],
        $12::bigint[], $13::timestamptz[], $14::boolean[],
        $15::bigint[], $16::timestamptz[], $17::boolean[], $18::bigint[], $19::bigint[])
        AS news (%s)
      ON CONFLICT (user_id, loan_id) DO UPDATE SET
        %s,
        %s,
        %s,
        %s,
        closed_sequence = coalesce(least(nullif(known.closed_sequence, 0),
          nullif(excluded.closed_sequence, 0)), 0),
        closed_at = least(known.closed_at, excluded.closed_at),
        last_sequence = greatest(known.last_sequence, excluded.last_sequence)
      """;

  private static final Map<Source, SchemaStatement> UPSERTS = Source.each(PatronLoanTable::upsert);

  private PatronLoanTable() {}

  private static SchemaStatement upsert(Source source) {
    return new SchemaStatement(
        UPSERT.formatted(
            "%1$s",
            source.suffix(),
            COLUMNS,
            COLUMNS,
            RegisterColumns.replaced(CHECK_OUT, EARLIER_CHECK_OUT),
            RegisterColumns.replaced(DUE_DATE, LATER_DUE_DATE),
            RegisterColumns.replaced(LOST, LATER_LOST),
            RegisterColumns.replaced(CLAIMED, LATER_CLAIMED)));
  }

  /**
   * Merges the given registers into the table of their source, one statement for all.
   *
   * @param schema checked, safe between double quotes
   * @param loans in key order, so that two instances never deadlock
   */
  static Future<Void> merge(
      SqlConnection connection,
      String schema,
      Source source,
      SortedMap<LoanKey, LoanRegisters> loans) {
    return connection
        .preparedQuery(Objects.requireNonNull(UPSERTS.get(source)).in(schema))
        .execute(parameters(new RegisterColumns<>(loans)))
        .mapEmpty();
  }

  private static Tuple parameters(RegisterColumns<LoanKey, LoanRegisters> columns) {
    Tuple tuple =
        Tuple.tuple()
            .addValue(columns.of(UUID[]::new, loan -> loan.getKey().userId()))
            .addValue(columns.of(UUID[]::new, loan -> loan.getKey().loanId()));
    columns.addStamps(tuple, LoanRegisters::checkOut);
    tuple
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
                out -> out.gracePeriod() == null ? null : out.gracePeriod().interval().id()));
    columns.addStamps(tuple, LoanRegisters::dueDate);
    tuple
        .addValue(columns.ofStamped(OffsetDateTime[]::new, LoanRegisters::dueDate, DueDate::value))
        .addValue(columns.flags(LoanRegisters::dueDate, DueDate::recall));
    columns.addStamps(tuple, LoanRegisters::lost);
    tuple.addValue(columns.flags(LoanRegisters::lost, lost -> lost));
    columns.addStamps(tuple, LoanRegisters::claimed);
    tuple.addValue(columns.flags(LoanRegisters::claimed, claimed -> claimed));
    return tuple
        .addValue(columns.of(Long[]::new, loan -> loan.getValue().closedSequence()))
        .addValue(columns.of(Long[]::new, loan -> loan.getValue().lastSequence()));
  }
}
