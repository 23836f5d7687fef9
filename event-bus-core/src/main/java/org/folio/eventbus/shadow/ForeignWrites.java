/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.shadow;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Writes outside one schema. */
public final class ForeignWrites {

  // The counts of a session grow over its transactions until it is idle; so only a change within a
  // transaction is evidence.
  private static final String FOREIGN =
      """
      SELECT schemaname || '.' || relname AS table, n_tup_ins + n_tup_upd + n_tup_del AS writes
        FROM pg_stat_xact_user_tables
       WHERE schemaname <> $1 AND n_tup_ins + n_tup_upd + n_tup_del > 0
      """;

  private ForeignWrites() {}

  /**
   * Works within a transaction, and returns the first table outside the schema in which the work
   * inserted, changed or deleted rows. Needs PostgreSQL's {@code track_counts}, which is on by
   * default. Does not see writes on other connections.
   *
   * @return fails if the work fails
   */
  public static Future<Optional<String>> during(
      SqlConnection tx, String schema, Supplier<Future<Void>> work) {
    return counts(tx, schema)
        .compose(
            before ->
                work.get()
                    .compose(worked -> counts(tx, schema))
                    .map(
                        after ->
                            after.entrySet().stream()
                                .filter(
                                    table ->
                                        table.getValue() > before.getOrDefault(table.getKey(), 0L))
                                .map(Map.Entry::getKey)
                                .findFirst()));
  }

  private static Future<Map<String, Long>> counts(SqlConnection tx, String schema) {
    return tx.preparedQuery(FOREIGN)
        .execute(Tuple.of(schema))
        .map(
            rows -> {
              Map<String, Long> counts = new TreeMap<>();
              rows.forEach(row -> counts.put(row.getString("table"), row.getLong("writes")));
              return counts;
            });
  }
}
