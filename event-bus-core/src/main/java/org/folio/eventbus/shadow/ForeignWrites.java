/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.shadow;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** What the running transaction has written outside of one schema. */
public final class ForeignWrites {

  private static final String FOREIGN =
      """
      SELECT schemaname || '.' || relname AS table
        FROM pg_stat_xact_user_tables
       WHERE schemaname <> $1 AND n_tup_ins + n_tup_upd + n_tup_del > 0
       ORDER BY 1
       LIMIT 1
      """;

  private ForeignWrites() {}

  /**
   * The first table outside of the schema in which the transaction has inserted, changed or deleted
   * rows. Needs PostgreSQL's {@code track_counts}, which is on unless somebody has turned it off.
   */
  public static Future<Optional<String>> of(SqlConnection tx, String schema) {
    return tx.preparedQuery(FOREIGN)
        .execute(Tuple.of(schema))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getString("table")));
  }
}
