/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.action.OperationEntry;
import org.jspecify.annotations.Nullable;

/** The log of operators' actions and their reasons. */
public final class OperationTable {

  private static final String INSERT =
      """
      INSERT INTO "%1$s".event_operation_log
        (action, subject, reason, performed_by, outcome, before, after)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      RETURNING id
      """;

  private static final String LIST =
      """
      SELECT * FROM "%1$s".event_operation_log ORDER BY id DESC LIMIT $1
      """;

  private OperationTable() {}

  /** The last entries, newest first. */
  public static Future<List<OperationEntry>> list(SqlClient client, String schema, int most) {
    return client
        .preparedQuery(LIST.formatted(schema))
        .execute(Tuple.of(most))
        .map(
            rows -> {
              List<OperationEntry> entries = new ArrayList<>();
              for (Row row : rows) {
                entries.add(
                    new OperationEntry(
                        row.getLong("id"),
                        row.getString("action"),
                        row.getJsonObject("subject"),
                        row.getString("reason"),
                        row.getString("performed_by"),
                        row.getString("outcome"),
                        row.getOffsetDateTime("performed_at").toInstant(),
                        row.getJsonObject("before"),
                        row.getJsonObject("after")));
              }
              return entries;
            });
  }

  /** Writes an entry within the transaction of the action itself. */
  public static Future<Void> write(
      SqlClient tx,
      String schema,
      String action,
      JsonObject subject,
      Justification why,
      String outcome) {
    return insert(tx, schema, action, subject, why, outcome, null, null).mapEmpty();
  }

  /**
   * Writes an entry within the transaction of the action itself, or separately if the action is not
   * in the database.
   *
   * @param after the state after the action; null for an action that has only begun
   * @return the entry's id
   */
  public static Future<Long> write(
      SqlClient tx,
      String schema,
      Action action,
      JsonObject subject,
      Justification why,
      String outcome,
      JsonObject before,
      @Nullable JsonObject after) {
    return insert(tx, schema, action.name(), subject, why, outcome, before, after);
  }

  private static Future<Long> insert(
      SqlClient tx,
      String schema,
      String action,
      JsonObject subject,
      Justification why,
      String outcome,
      @Nullable JsonObject before,
      @Nullable JsonObject after) {
    return tx.preparedQuery(INSERT.formatted(schema))
        .execute(
            Tuple.tuple()
                .addString(action)
                .addValue(subject)
                .addString(why.reason())
                .addString(why.performedBy())
                .addString(outcome)
                .addValue(before)
                .addValue(after))
        .map(rows -> rows.iterator().next().getLong("id"));
  }
}
