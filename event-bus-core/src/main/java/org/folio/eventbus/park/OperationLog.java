/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.park;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** The record of what operators did, and why. */
public final class OperationLog {

  private static final String INSERT =
      """
      INSERT INTO "%1$s".event_operation_log (action, subject, reason, performed_by, outcome)
      VALUES ($1, $2, $3, $4, $5)
      """;

  private OperationLog() {}

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
