/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.mode;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;

/**
 * The mode of a tenant.
 *
 * @param since when it was chosen
 */
public record TenantMode(BridgeMode mode, OffsetDateTime since) {

  private static final String FIND = "SELECT mode, since FROM \"%s\".pubsub_mode";

  // The same mode again keeps its time: events before it were told apart by it.
  private static final String PUT =
      """
      WITH noted AS (
        INSERT INTO "%1$s".pubsub_mode_since (since, mode)
        SELECT now(), $1 FROM "%1$s".pubsub_mode WHERE mode <> $1
            ON CONFLICT (since) DO UPDATE SET mode = excluded.mode)
      UPDATE "%1$s".pubsub_mode SET since = CASE WHEN mode = $1 THEN since ELSE now() END, mode = $1
       RETURNING mode, since
      """;

  /** Reads the mode of a tenant's schema. */
  public static Future<TenantMode> find(SqlClient client, String schema) {
    return client
        .preparedQuery(FIND.formatted(schema))
        .execute()
        .map(rows -> of(rows.iterator().next()));
  }

  static Future<TenantMode> put(SqlClient client, String schema, BridgeMode mode) {
    return client
        .preparedQuery(PUT.formatted(schema))
        .execute(Tuple.of(mode.name()))
        .map(rows -> of(rows.iterator().next()));
  }

  private static TenantMode of(Row row) {
    return new TenantMode(
        BridgeMode.valueOf(row.getString("mode")), row.getOffsetDateTime("since"));
  }

  JsonObject json() {
    return new JsonObject().put("mode", mode.text()).put("since", since.toInstant().toString());
  }
}
