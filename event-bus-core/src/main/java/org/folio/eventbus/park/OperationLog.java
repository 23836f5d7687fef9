/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The record of what operators did, and why. */
public final class OperationLog {

  private static final String INSERT =
      """
      INSERT INTO "%1$s".event_operation_log (action, subject, reason, performed_by, outcome)
      VALUES ($1, $2, $3, $4, $5)
      """;

  private static final String LIST =
      """
      SELECT * FROM "%1$s".event_operation_log ORDER BY id DESC LIMIT $1
      """;

  private OperationLog() {}

  /**
   * What an operator did.
   *
   * @param id higher for later ones
   * @param subject what it was done to
   * @param performedBy the user's id, or unknown
   */
  public record Entry(
      long id,
      String action,
      JsonObject subject,
      String reason,
      String performedBy,
      String outcome,
      Instant performedAt) {}

  /** The last entries, newest first. */
  public static Future<List<Entry>> list(SqlClient client, String schema, int most) {
    return client
        .preparedQuery(LIST.formatted(schema))
        .execute(Tuple.of(most))
        .map(
            rows -> {
              List<Entry> entries = new ArrayList<>();
              for (Row row : rows) {
                entries.add(
                    new Entry(
                        row.getLong("id"),
                        row.getString("action"),
                        row.getJsonObject("subject"),
                        row.getString("reason"),
                        row.getString("performed_by"),
                        row.getString("outcome"),
                        row.getOffsetDateTime("performed_at").toInstant()));
              }
              return entries;
            });
  }

  /** Writes an entry within the transaction of the action itself. */
  public static Future<Void> write(
      SqlConnection tx,
      String schema,
      String action,
      JsonObject subject,
      Justification why,
      String outcome) {
    return tx.preparedQuery(INSERT.formatted(schema))
        .execute(Tuple.of(action, subject, why.reason(), why.performedBy(), outcome))
        .mapEmpty();
  }
}
