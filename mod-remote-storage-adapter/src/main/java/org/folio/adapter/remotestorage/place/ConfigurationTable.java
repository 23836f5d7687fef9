/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage.place;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.okapi.Paging;
import org.folio.eventbus.okapi.collection.RecordCollection;
import org.folio.eventbus.okapi.cql.CqlFields;
import org.folio.eventbus.okapi.cql.CqlType;

/** Table {@code remote_storage_configuration}. */
final class ConfigurationTable {

  private static final RecordCollection CONFIGURATIONS =
      new RecordCollection(
          "remote_storage_configuration",
          "id, body",
          "configurations",
          CqlFields.NONE
              .with("id", "id", CqlType.UUID)
              .with("name", "(body->>'name')", CqlType.TEXT)
              .with("providerName", "(body->>'providerName')", CqlType.TEXT)
              .with("url", "(body->>'url')", CqlType.TEXT),
          ConfigurationTable::json);

  private static final String FIND =
      "SELECT id, body FROM \"%s\".remote_storage_configuration WHERE id = $1";

  private static final String INSERT =
      "INSERT INTO \"%s\".remote_storage_configuration (id, body) VALUES ($1, $2::jsonb)";

  private static final String UPDATE =
      "UPDATE \"%s\".remote_storage_configuration SET body = $2::jsonb WHERE id = $1";

  private static final String DELETE =
      "DELETE FROM \"%s\".remote_storage_configuration WHERE id = $1";

  private ConfigurationTable() {}

  static JsonObject json(UUID id, JsonObject body) {
    return new JsonObject().put("id", id.toString()).mergeIn(body);
  }

  private static JsonObject json(Row row) {
    return json(row.getUUID("id"), row.getJsonObject("body"));
  }

  static Future<JsonObject> page(SqlConnection connection, String schema, Paging paging) {
    return CONFIGURATIONS.page(connection, schema, paging);
  }

  static Future<Optional<JsonObject>> find(SqlConnection connection, String schema, UUID id) {
    return connection
        .preparedQuery(FIND.formatted(schema))
        .execute(Tuple.of(id))
        .map(rows -> rows.stream().map(ConfigurationTable::json).findFirst());
  }

  /** Fails with 422 if the id or the name is taken. */
  static Future<Void> insert(SqlConnection connection, String schema, UUID id, JsonObject body) {
    return connection
        .preparedQuery(INSERT.formatted(schema))
        .execute(Tuple.of(id, body))
        .recover(failure -> Future.failedFuture(Refused.explained(failure)))
        .mapEmpty();
  }

  /** Replaces the configuration; false if there is none, 422 if another has the name. */
  static Future<Boolean> update(SqlConnection connection, String schema, UUID id, JsonObject body) {
    return connection
        .preparedQuery(UPDATE.formatted(schema))
        .execute(Tuple.of(id, body))
        .recover(failure -> Future.failedFuture(Refused.explained(failure)))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Removes the configuration; false if there is none. */
  static Future<Boolean> delete(SqlConnection connection, String schema, UUID id) {
    return connection
        .preparedQuery(DELETE.formatted(schema))
        .execute(Tuple.of(id))
        .map(rows -> rows.rowCount() > 0);
  }
}
