/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.summary;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.folio.adapter.patronblocks.loan.GraceInterval;
import org.folio.adapter.patronblocks.loan.GracePeriod;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;

/** Reads summaries from {@code patron_open_loan} and {@code patron_fee_fine}. */
public final class UserSummaryTables {

  private UserSummaryTables() {}

  private static String version(String schema) {
    return """
    SELECT greatest(1,
      (SELECT max(last_sequence) FROM "%1$s".patron_loan WHERE user_id = $1),
      (SELECT max(sequence) FROM "%1$s".patron_fee_fine WHERE user_id = $1)) AS version
    """
        .formatted(schema);
  }

  private static String openLoans(String schema) {
    return """
    SELECT loan_id, due_date, recall, item_lost, item_claimed_returned,
      grace_duration, grace_interval
    FROM "%s".patron_open_loan WHERE user_id = $1 ORDER BY checked_out_sequence
    """
        .formatted(schema);
  }

  private static String openFeesFines(String schema) {
    return """
    SELECT fee_fine_id, fee_fine_type_id, loan_id, balance
    FROM "%s".patron_fee_fine WHERE user_id = $1 AND balance <> 0 ORDER BY sequence, fee_fine_id
    """
        .formatted(schema);
  }

  /**
   * Reads what a patron has open now. The version is read first: a summary may hold more than its
   * version says, never less.
   *
   * @param schema the tenant's schema, checked, safe between double quotes
   */
  public static Future<UserSummary> read(
      SqlConnection connection, String schema, TenantId tenant, UUID userId) {
    Tuple user = Tuple.of(userId);
    return connection
        .preparedQuery(version(schema))
        .execute(user)
        .map(rows -> rows.iterator().next().getLong("version"))
        .compose(
            version ->
                Future.all(
                        connection.preparedQuery(openLoans(schema)).execute(user),
                        connection.preparedQuery(openFeesFines(schema)).execute(user))
                    .map(
                        both ->
                            new UserSummary(
                                SummaryId.of(tenant, userId),
                                version,
                                userId,
                                list(both.<RowSet<Row>>resultAt(0), UserSummaryTables::loan),
                                list(both.<RowSet<Row>>resultAt(1), UserSummaryTables::feeFine))));
  }

  private static <T> List<T> list(RowSet<Row> rows, java.util.function.Function<Row, T> mapper) {
    return StreamSupport.stream(rows.spliterator(), false).map(mapper).toList();
  }

  private static OpenLoan loan(Row row) {
    return new OpenLoan(
        row.getUUID("loan_id"),
        row.getOffsetDateTime("due_date"),
        row.getBoolean("recall"),
        row.getBoolean("item_lost"),
        row.getBoolean("item_claimed_returned"),
        gracePeriod(row.getInteger("grace_duration"), row.getString("grace_interval")));
  }

  private static @Nullable GracePeriod gracePeriod(
      @Nullable Integer duration, @Nullable String interval) {
    return duration == null || interval == null
        ? null
        : new GracePeriod(duration, GraceInterval.of(interval).orElseThrow());
  }

  private static OpenFeeFine feeFine(Row row) {
    return new OpenFeeFine(
        row.getUUID("fee_fine_id"),
        row.getUUID("fee_fine_type_id"),
        row.getUUID("loan_id"),
        row.getBigDecimal("balance"));
  }
}
