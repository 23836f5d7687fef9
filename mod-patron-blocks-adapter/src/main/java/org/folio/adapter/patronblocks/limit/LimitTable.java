/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.limit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.folio.eventbus.okapi.collection.RecordCollection;
import org.folio.eventbus.okapi.collection.RecordMetadata;
import org.folio.eventbus.okapi.cql.CqlFields;
import org.folio.eventbus.okapi.cql.CqlType;
import org.folio.eventbus.okapi.http.ErrorBody;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.jspecify.annotations.Nullable;

/** Table {@code patron_block_limits}. */
final class LimitTable {

  private static final String TABLE = "patron_block_limits";
  private static final String COLUMNS =
      "id, patron_group_id, condition_id, value, " + RecordMetadata.COLUMNS;
  private static final String DUPLICATE_KEY = "23505";
  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private static final CqlFields FIELDS =
      CqlFields.NONE
          .with("id", "id", CqlType.UUID)
          .with("patronGroupId", "patron_group_id", CqlType.UUID)
          .with("conditionId", "condition_id", CqlType.UUID)
          .with("value", "value", CqlType.NUMBER);

  static final RecordCollection LIMITS =
      new RecordCollection(TABLE, "id", COLUMNS, "patronBlockLimits", FIELDS, LimitTable::json);

  private LimitTable() {}

  private static String insert(String schema) {
    return """
    INSERT INTO "%s".%s (id, patron_group_id, condition_id, value, created_by, updated_by)
    VALUES ($1, $2, $3, $4, $5, $5) RETURNING %s
    """
        .formatted(schema, TABLE, COLUMNS);
  }

  private static String update(String schema) {
    return """
    UPDATE "%s".%s SET patron_group_id = $2, condition_id = $3, value = $4,
      updated_at = now(), updated_by = $5
    WHERE id = $1
    """
        .formatted(schema, TABLE);
  }

  /**
   * Adds a limit, as clients see it then.
   *
   * @return fails with 422 if the id is taken or the condition does not exist
   */
  static Future<JsonObject> insert(
      SqlConnection connection, String schema, BlockLimit limit, @Nullable UUID user) {
    return connection
        .preparedQuery(insert(schema))
        .execute(row(limit.id(), limit, user))
        .recover(failure -> Future.failedFuture(explained(failure, limit)))
        .map(rows -> json(rows.iterator().next()));
  }

  /** Replaces the row with the given id; false if there is none, 422 for an unknown condition. */
  static Future<Boolean> update(
      SqlConnection connection, String schema, UUID id, BlockLimit limit, @Nullable UUID user) {
    return connection
        .preparedQuery(update(schema))
        .execute(row(id, limit, user))
        .recover(failure -> Future.failedFuture(explained(failure, limit)))
        .map(rows -> rows.rowCount() > 0);
  }

  private static Tuple row(UUID id, BlockLimit limit, @Nullable UUID user) {
    return Tuple.of(id, limit.patronGroupId(), limit.conditionId(), limit.value()).addValue(user);
  }

  private static JsonObject json(Row row) {
    return new BlockLimit(
            row.getUUID("id"),
            row.getUUID("patron_group_id"),
            row.getUUID("condition_id"),
            row.getBigDecimal("value"))
        .json()
        .put(RecordMetadata.NAME, RecordMetadata.of(row));
  }

  private static Throwable explained(Throwable failure, BlockLimit limit) {
    if (!(failure instanceof PgException refused)) {
      return failure;
    }
    return switch (refused.getSqlState()) {
      case DUPLICATE_KEY ->
          HttpFailure.invalid(
              ErrorBody.of(
                  "id value already exists in table patron_block_limits: " + limit.id(),
                  "id",
                  limit.id().toString()));
      case FOREIGN_KEY_VIOLATION ->
          HttpFailure.invalid(
              ErrorBody.of(
                  "Cannot set patron_block_limits.conditionid = "
                      + limit.conditionId()
                      + " because it does not exist in patron_block_conditions.id.",
                  "conditionid",
                  limit.conditionId().toString()));
      default -> failure;
    };
  }
}
