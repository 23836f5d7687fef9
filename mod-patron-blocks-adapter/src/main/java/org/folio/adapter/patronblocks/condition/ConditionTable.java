/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.condition;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.okapi.collection.RecordCollection;
import org.folio.eventbus.okapi.collection.RecordMetadata;
import org.folio.eventbus.okapi.cql.CqlFields;
import org.folio.eventbus.okapi.cql.CqlType;
import org.jspecify.annotations.Nullable;

/** Table {@code patron_block_conditions}. */
public final class ConditionTable {

  private static final String TABLE = "patron_block_conditions";
  private static final String COLUMNS =
      "id, name, block_borrowing, block_renewals, block_requests, value_type, message, "
          + RecordMetadata.COLUMNS;

  private static final CqlFields FIELDS =
      CqlFields.NONE
          .with("id", "id", CqlType.UUID)
          .with("name", "name", CqlType.TEXT)
          .with("blockBorrowing", "block_borrowing", CqlType.BOOLEAN)
          .with("blockRenewals", "block_renewals", CqlType.BOOLEAN)
          .with("blockRequests", "block_requests", CqlType.BOOLEAN)
          .with("valueType", "value_type", CqlType.TEXT)
          .with("message", "message", CqlType.TEXT);

  static final RecordCollection CONDITIONS =
      new RecordCollection(
          TABLE, "id", COLUMNS, "patronBlockConditions", FIELDS, ConditionTable::json);

  private ConditionTable() {}

  private static String selectAll(String schema) {
    return "SELECT %s FROM \"%s\".%s ORDER BY name".formatted(COLUMNS, schema, TABLE);
  }

  private static String update(String schema) {
    return """
    UPDATE "%s".%s SET name = $2, block_borrowing = $3, block_renewals = $4, block_requests = $5,
      value_type = $6, message = $7, updated_at = now(), updated_by = $8
    WHERE id = $1
    """
        .formatted(schema, TABLE);
  }

  /** All conditions in the form for clients, ordered by name. */
  public static Future<List<JsonObject>> all(SqlConnection connection, String schema) {
    return connection
        .preparedQuery(selectAll(schema))
        .execute()
        .map(rows -> rows.stream().map(ConditionTable::json).toList());
  }

  /** Replaces the row with the given id; false if there is none. */
  static Future<Boolean> update(
      SqlConnection connection,
      String schema,
      UUID id,
      BlockCondition condition,
      @Nullable UUID user) {
    return connection
        .preparedQuery(update(schema))
        .execute(
            Tuple.of(
                    id,
                    condition.name(),
                    condition.blockBorrowing(),
                    condition.blockRenewals(),
                    condition.blockRequests(),
                    condition.valueType())
                .addValue(condition.message())
                .addValue(user))
        .map(rows -> rows.rowCount() > 0);
  }

  private static JsonObject json(Row row) {
    return new BlockCondition(
            row.getUUID("id"),
            row.getString("name"),
            row.getBoolean("block_borrowing"),
            row.getBoolean("block_renewals"),
            row.getBoolean("block_requests"),
            row.getString("value_type"),
            row.getString("message"))
        .json()
        .put(RecordMetadata.NAME, RecordMetadata.of(row));
  }
}
