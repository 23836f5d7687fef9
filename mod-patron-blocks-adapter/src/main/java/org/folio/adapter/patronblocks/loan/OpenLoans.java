/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.folio.adapter.patronblocks.fact.RecordIds;
import org.folio.adapter.patronblocks.fact.Source;
import org.folio.adapter.patronblocks.fact.Stamped;
import org.folio.eventbus.base.sql.SchemaStatement;
import org.jspecify.annotations.Nullable;

/** Reads the open loans of a patron from the registers. */
public final class OpenLoans {

  private static final String COLUMNS =
      """
      loan_id,
      checked_out_sequence, checked_out_at, checked_out_due_date, grace_duration, grace_interval,
      due_date_sequence, due_date_at, changed_due_date, recall,
      lost_sequence, lost_at, lost, claimed_sequence, claimed_at, claimed,
      closed_sequence, last_sequence\
      """;

  // Spelled as in the partial index patron_loan_open. Closed rows are read only for loans with
  // facts of the other source.
  private static final SchemaStatement SELECT =
      new SchemaStatement(
          """
      SELECT true AS numbered, %2$s FROM "%1$s".patron_loan
       WHERE user_id = $1 AND checked_out_sequence > 0 AND closed_sequence = 0
      UNION ALL
      SELECT true, %3$s
        FROM "%1$s".patron_loan_unnumbered AS other
        JOIN "%1$s".patron_loan AS n ON n.user_id = other.user_id AND n.loan_id = other.loan_id
       WHERE other.user_id = $1 AND NOT (n.checked_out_sequence > 0 AND n.closed_sequence = 0)
      UNION ALL
      SELECT false, %2$s FROM "%1$s".patron_loan_unnumbered WHERE user_id = $1
      """
              .formatted("%1$s", COLUMNS, COLUMNS.replaceAll("\\b([a-z_]+)", "n.$1")));

  // Loans of any patrons; the condition names columns of both tables.
  private static final String SELECT_WHERE =
      """
      WITH mine AS (
        SELECT user_id, loan_id FROM "%1$s".patron_loan
         WHERE checked_out_sequence > 0 AND closed_sequence = 0 AND %3$s
        UNION
        SELECT user_id, loan_id FROM "%1$s".patron_loan_unnumbered WHERE %3$s)
      SELECT true AS numbered, user_id, %2$s FROM mine JOIN "%1$s".patron_loan
       USING (user_id, loan_id)
      UNION ALL
      SELECT false, user_id, %2$s FROM mine JOIN "%1$s".patron_loan_unnumbered
       USING (user_id, loan_id)
      """;

  private OpenLoans() {}

  /**
   * Reads the loans, in the order of their check-outs.
   *
   * @param schema the tenant's schema, checked, safe between double quotes
   */
  public static Future<List<OpenLoan>> read(SqlConnection connection, String schema, UUID userId) {
    return connection
        .preparedQuery(SELECT.in(schema))
        .execute(Tuple.of(userId))
        .map(OpenLoans::open);
  }

  /** Reads those of the loans that are open, of all patrons. */
  public static Future<List<PatronLoan>> read(
      SqlConnection connection, String schema, RecordIds ids) {
    return connection
        .preparedQuery(SELECT_WHERE.formatted(schema, COLUMNS, ids.in("loan_id")))
        .execute(ids.parameters())
        .map(OpenLoans::ofPatrons);
  }

  private static List<PatronLoan> ofPatrons(RowSet<Row> rows) {
    Map<LoanKey, LoanState> loans = new HashMap<>();
    for (Row row : rows) {
      Source source = row.getBoolean("numbered") ? Source.NUMBERED : Source.UNNUMBERED;
      loans.compute(
          new LoanKey(row.getUUID("user_id"), row.getUUID("loan_id")),
          (key, known) -> LoanState.with(key.loanId(), known, source, registers(row)));
    }
    List<PatronLoan> open = new ArrayList<>();
    loans.forEach(
        (key, state) ->
            state.open().ifPresent(loan -> open.add(new PatronLoan(key.userId(), loan))));
    return open;
  }

  private static List<OpenLoan> open(RowSet<Row> rows) {
    Map<UUID, LoanState> loans = new HashMap<>();
    for (Row row : rows) {
      Source source = row.getBoolean("numbered") ? Source.NUMBERED : Source.UNNUMBERED;
      loans.compute(
          row.getUUID("loan_id"), (id, known) -> LoanState.with(id, known, source, registers(row)));
    }
    return open(loans.values());
  }

  /** Those of the loans that are open, in the order of their check-outs. */
  static List<OpenLoan> open(Collection<LoanState> loans) {
    return loans.stream()
        .sorted(LoanState.BY_CHECK_OUT)
        .map(LoanState::open)
        .flatMap(Optional::stream)
        .toList();
  }

  private static LoanRegisters registers(Row row) {
    return new LoanRegisters(
        stamped(row, "checked_out", () -> checkOut(row)),
        stamped(
            row,
            "due_date",
            () -> new DueDate(row.getOffsetDateTime("changed_due_date"), row.getBoolean("recall"))),
        stamped(row, "lost", () -> row.getBoolean("lost")),
        stamped(row, "claimed", () -> row.getBoolean("claimed")),
        row.getLong("closed_sequence"),
        row.getLong("last_sequence"));
  }

  private static <T> @Nullable Stamped<T> stamped(Row row, String register, Supplier<T> value) {
    return Stamped.read(row, register + "_sequence", register + "_at", value);
  }

  private static CheckOut checkOut(Row row) {
    Integer duration = row.getInteger("grace_duration");
    String interval = row.getString("grace_interval");
    return new CheckOut(
        row.getOffsetDateTime("checked_out_due_date"),
        duration == null || interval == null
            ? null
            : new GracePeriod(duration, GraceInterval.of(interval).orElseThrow()));
  }
}
