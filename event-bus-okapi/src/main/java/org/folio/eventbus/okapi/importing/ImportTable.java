/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.folio.eventbus.base.value.Violation;

/** Statements on the imports of a tenant. */
final class ImportTable {

  /** Rejected lines that are stored with their reasons; all are counted. */
  static final int MOST_REJECTIONS = 1_000;

  // The default retention time of the journal.
  private static final int KEPT_DAYS = 90;

  private static final String COLUMNS =
      "id, state, lines, published, repeated, rejected, digest, started_at, changed_at";

  private static final String FORGET =
      """
      DELETE FROM "%s".circulation_import WHERE changed_at < clock_timestamp() - $1 * interval '1 day'
      """;

  private static final String BEGIN =
      """
      INSERT INTO "%s".circulation_import (id) VALUES ($1) ON CONFLICT (id) DO NOTHING
      """;

  private static final String FIND =
      """
      SELECT %2$s FROM "%1$s".circulation_import WHERE id = $1
      """;

  private static final String LOCK =
      """
      SELECT %2$s FROM "%1$s".circulation_import WHERE id = $1 FOR UPDATE
      """;

  private static final String ADVANCE =
      """
      UPDATE "%1$s".circulation_import
         SET lines = $2, digest = $3, state = $4, published = published + $5,
             repeated = repeated + $6, rejected = rejected + $7, changed_at = clock_timestamp()
       WHERE id = $1
      RETURNING %2$s
      """;

  private static final String FINISH =
      """
      UPDATE "%1$s".circulation_import SET state = 'FINISHED', changed_at = clock_timestamp()
       WHERE id = $1 AND state = 'OPEN'
      """;

  private static final String REMOVE =
      """
      DELETE FROM "%s".circulation_import WHERE id = $1
      """;

  private static final String REJECT =
      """
      INSERT INTO "%s".circulation_import_rejection (import_id, line, reasons) VALUES ($1, $2, $3)
      """;

  // The line at which an import stopped is sent again.
  private static final String FORGET_STOP =
      """
      DELETE FROM "%s".circulation_import_rejection WHERE import_id = $1 AND line > $2
      """;

  private static final String REJECTIONS =
      """
      SELECT line, reasons FROM "%s".circulation_import_rejection
       WHERE import_id = $1 ORDER BY line
      """;

  private final String schema;

  ImportTable(String schema) {
    this.schema = schema;
  }

  /** Creates an import unless it exists, and deletes imports without recent activity. */
  Future<ImportProgress> begin(SqlClient client, String id) {
    return client
        .preparedQuery(FORGET.formatted(schema))
        .execute(Tuple.of(KEPT_DAYS))
        .compose(forgotten -> client.preparedQuery(BEGIN.formatted(schema)).execute(Tuple.of(id)))
        .compose(begun -> find(client, id))
        .map(Optional::orElseThrow);
  }

  Future<Optional<ImportProgress>> find(SqlClient client, String id) {
    return one(client, FIND, Tuple.of(id));
  }

  /** Reads an import and locks it until the transaction ends. */
  Future<Optional<ImportProgress>> lock(SqlClient tx, String id) {
    return one(tx, LOCK, Tuple.of(id));
  }

  /** Marks lines as processed. */
  Future<ImportProgress> advance(SqlClient tx, ImportProgress before, ImportStep step) {
    return forgetStop(tx, before)
        .compose(
            cleared ->
                one(
                    tx,
                    ADVANCE,
                    Tuple.of(
                        before.id(),
                        step.lines(),
                        step.digest(),
                        step.stopped().isPresent()
                            ? ImportState.STOPPED.name()
                            : ImportState.OPEN.name(),
                        step.published(),
                        step.repeated(),
                        (long) step.rejected().size())))
        .compose(after -> reject(tx, before, step).map(after.orElseThrow()));
  }

  Future<Void> finish(SqlClient client, String id) {
    return client.preparedQuery(FINISH.formatted(schema)).execute(Tuple.of(id)).mapEmpty();
  }

  /** Whether the import existed. */
  Future<Boolean> remove(SqlClient client, String id) {
    return client
        .preparedQuery(REMOVE.formatted(schema))
        .execute(Tuple.of(id))
        .map(rows -> rows.rowCount() > 0);
  }

  Future<JsonArray> rejections(SqlClient client, String id) {
    return client
        .preparedQuery(REJECTIONS.formatted(schema))
        .execute(Tuple.of(id))
        .map(
            rows -> {
              JsonArray rejections = new JsonArray();
              rows.forEach(
                  row ->
                      rejections.add(
                          new JsonObject()
                              .put("line", row.getLong("line"))
                              .put("reasons", row.getJsonArray("reasons"))));
              return rejections;
            });
  }

  private Future<Void> forgetStop(SqlClient tx, ImportProgress before) {
    return before.state() == ImportState.STOPPED
        ? tx.preparedQuery(FORGET_STOP.formatted(schema))
            .execute(Tuple.of(before.id(), before.lines()))
            .mapEmpty()
        : Future.succeededFuture();
  }

  private Future<Void> reject(SqlClient tx, ImportProgress before, ImportStep step) {
    List<Tuple> rows =
        step.rejected().stream()
            .limit(Math.max(0, MOST_REJECTIONS - before.rejected()))
            .map(line -> row(before.id(), line))
            .collect(java.util.stream.Collectors.toList());
    step.stopped().ifPresent(line -> rows.add(row(before.id(), line)));
    return rows.isEmpty()
        ? Future.succeededFuture()
        : tx.preparedQuery(REJECT.formatted(schema)).executeBatch(rows).mapEmpty();
  }

  // Values of rejected fields may be personal, and the client has the line.
  private static Tuple row(String id, EventLine line) {
    JsonArray reasons = new JsonArray();
    for (Violation violation : line.violations()) {
      reasons.add(
          new JsonObject().put("path", violation.path()).put("message", violation.message()));
    }
    return Tuple.of(id, line.number(), reasons);
  }

  private Future<Optional<ImportProgress>> one(SqlClient client, String sql, Tuple parameters) {
    return client
        .preparedQuery(sql.formatted(schema, COLUMNS))
        .execute(parameters)
        .map(ImportTable::first);
  }

  private static Optional<ImportProgress> first(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(ImportProgress.of(rows.iterator().next()));
  }
}
