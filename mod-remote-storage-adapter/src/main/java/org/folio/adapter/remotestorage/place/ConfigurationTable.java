/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.folio.eventbus.okapi.collection.RecordCollection;
import org.folio.eventbus.okapi.cql.CqlFields;
import org.folio.eventbus.okapi.cql.CqlType;

/** Table {@code remote_storage_configuration}. */
final class ConfigurationTable {

  static final RecordCollection CONFIGURATIONS =
      new RecordCollection(
          "remote_storage_configuration",
          "id",
          "id, body",
          "configurations",
          CqlFields.NONE
              .with("id", "id", CqlType.UUID)
              .with("name", "(body->>'name')", CqlType.TEXT)
              .with("providerName", "(body->>'providerName')", CqlType.TEXT)
              .with("url", "(body->>'url')", CqlType.TEXT),
          ConfigurationTable::json);

  private static final String INSERT =
      "INSERT INTO \"%s\".remote_storage_configuration (id, body) VALUES ($1, $2::jsonb)";

  private static final String UPDATE =
      "UPDATE \"%s\".remote_storage_configuration SET body = $2::jsonb WHERE id = $1";

  private ConfigurationTable() {}

  static JsonObject json(UUID id, JsonObject body) {
    return new JsonObject().put("id", id.toString()).mergeIn(body);
  }

  private static JsonObject json(Row row) {
    return json(row.getUUID("id"), row.getJsonObject("body"));
  }

  /** Inserts a configuration; fails with 422 if the id or the name exists. */
  static Future<Void> insert(SqlConnection connection, String schema, UUID id, JsonObject body) {
    return connection
        .preparedQuery(INSERT.formatted(schema))
        .execute(Tuple.of(id, body))
        .recover(failure -> Future.failedFuture(Refused.explained(failure)))
        .mapEmpty();
  }

  /**
   * Replaces a configuration; false if there is none. Fails with 422 if another one has the name.
   */
  static Future<Boolean> update(SqlConnection connection, String schema, UUID id, JsonObject body) {
    return connection
        .preparedQuery(UPDATE.formatted(schema))
        .execute(Tuple.of(id, body))
        .recover(failure -> Future.failedFuture(Refused.explained(failure)))
        .map(rows -> rows.rowCount() > 0);
  }
}
