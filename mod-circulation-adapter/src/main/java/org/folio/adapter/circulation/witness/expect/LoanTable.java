/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last known state of each loan, table {@code witness_loan}. */
public final class LoanTable {

  // In one order for all, so that two writers of the same loans wait and do not deadlock.
  private static final String FIND =
      """
      SELECT loan_id, state, recorded_at FROM "%s".witness_loan
       WHERE loan_id = ANY ($1) ORDER BY loan_id FOR UPDATE
      """;

  private static final String READ =
      "SELECT loan_id, state, recorded_at FROM \"%s\".witness_loan WHERE loan_id = ANY ($1)";

  private static final String WRITE =
      """
      INSERT INTO "%s".witness_loan AS known
        (loan_id, open, state, due_date_fact, recorded_at, blurred_at)
      SELECT loan_id, open, state::jsonb, due_date_fact, recorded_at,
             CASE WHEN blurred THEN clock_timestamp() END
        FROM unnest($1::uuid[], $2::boolean[], $3::text[], $4::text[], $5::timestamptz[],
          $6::boolean[]) AS new (loan_id, open, state, due_date_fact, recorded_at, blurred)
       ORDER BY loan_id
      ON CONFLICT (loan_id) DO UPDATE SET
        open = excluded.open, state = excluded.state, due_date_fact = excluded.due_date_fact,
        recorded_at = greatest(known.recorded_at, excluded.recorded_at),
        noted_at = clock_timestamp(),
        blurred_at = coalesce(excluded.blurred_at, known.blurred_at)
      """;

  private static final String OPEN_BEFORE =
      """
      SELECT loan_id, state, recorded_at FROM "%s".witness_loan
       WHERE open AND recorded_at < $1 ORDER BY loan_id LIMIT $2 FOR UPDATE
      """;

  private LoanTable() {}

  /**
   * A loan in the table.
   *
   * @param recordedAt time of the newest record of it
   */
  public record Known(LoanRowState state, Instant recordedAt) {}

  /**
   * A loan to be written.
   *
   * @param blurred whether a write was seen only in part
   */
  record Change(UUID loanId, LoanRowState state, Instant recordedAt, boolean blurred) {}

  /** Locks and reads loans. */
  static Future<Map<UUID, Known>> lock(SqlConnection tx, String schema, Collection<UUID> loans) {
    return read(tx, FIND.formatted(schema), Tuple.of(loans.toArray(UUID[]::new)));
  }

  /** Reads loans. */
  public static Future<Map<UUID, Known>> find(
      SqlClient client, String schema, Collection<UUID> loans) {
    return read(client, READ.formatted(schema), Tuple.of(loans.toArray(UUID[]::new)));
  }

  /** Locks and reads loans that are open and whose newest record is older than the given time. */
  static Future<Map<UUID, Known>> openBefore(
      SqlConnection tx, String schema, Instant time, int most) {
    return read(tx, OPEN_BEFORE.formatted(schema), Tuple.of(time.atOffset(ZoneOffset.UTC), most));
  }

  static Future<Void> write(SqlConnection tx, String schema, Collection<Change> changes) {
    if (changes.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Change> all = new ArrayList<>(changes);
    return tx.preparedQuery(WRITE.formatted(schema))
        .execute(
            Tuple.of(
                all.stream().map(Change::loanId).toArray(UUID[]::new),
                all.stream().map(change -> change.state().open()).toArray(Boolean[]::new),
                all.stream().map(change -> change.state().row().encode()).toArray(String[]::new),
                all.stream().map(LoanTable::dueDateFact).toArray(String[]::new),
                all.stream()
                    .map(change -> change.recordedAt().atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new),
                all.stream().map(Change::blurred).toArray(Boolean[]::new)))
        .mapEmpty();
  }

  private static @Nullable String dueDateFact(Change change) {
    JsonObject payload =
        Fact.payload(Fact.DUE_DATE_CHANGED, change.loanId().toString(), change.state());
    return payload == null ? null : Fact.fingerprint(Fact.DUE_DATE_CHANGED, payload);
  }

  private static Future<Map<UUID, Known>> read(SqlClient client, String sql, Tuple parameters) {
    return client
        .preparedQuery(sql)
        .execute(parameters)
        .map(
            rows -> {
              Map<UUID, Known> found = new HashMap<>();
              for (Row row : rows) {
                found.put(
                    row.getUUID("loan_id"),
                    new Known(
                        LoanRowState.of(row.getJsonObject("state")),
                        row.getOffsetDateTime("recorded_at").toInstant()));
              }
              return found;
            });
  }
}
