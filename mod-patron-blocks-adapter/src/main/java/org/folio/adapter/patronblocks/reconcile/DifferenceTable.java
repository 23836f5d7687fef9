/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;

/** Statements on {@code summary_difference}. */
public final class DifferenceTable {

  private static final String INSERT =
      """
      INSERT INTO "%1$s".summary_difference
        (job_id, record_id, kind, user_id, summary, storage, cause, evidence, repaired_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
        CASE WHEN $9 THEN clock_timestamp() END)
      ON CONFLICT (job_id, record_id, kind, user_id) DO NOTHING
      """;

  private static final String LIST =
      """
      SELECT record_id, kind, user_id, summary, storage, cause, evidence, noticed_at, repaired_at,
             count(*) OVER () AS total
        FROM "%1$s".summary_difference
       WHERE job_id = $1
       ORDER BY noticed_at, record_id, kind
       OFFSET $2 LIMIT $3
      """;

  private DifferenceTable() {}

  public static Future<Void> insert(
      SqlConnection tx,
      String schema,
      UUID job,
      SummaryDifference difference,
      EventEvidence.Finding finding,
      boolean repaired) {
    return tx.preparedQuery(INSERT.formatted(schema))
        .execute(
            Tuple.tuple()
                .addUUID(job)
                .addUUID(difference.recordId())
                .addString(difference.kind().name())
                .addUUID(difference.userId())
                .addValue(difference.summary())
                .addValue(difference.storage())
                .addString(finding.cause().name())
                .addString(finding.text())
                .addBoolean(repaired))
        .mapEmpty();
  }

  /** A page of a job's differences, in the order of their detection. */
  public static Future<JsonObject> list(
      SqlConnection connection, String schema, UUID job, int offset, int limit) {
    return connection
        .preparedQuery(LIST.formatted(schema))
        .execute(Tuple.of(job, offset, limit))
        .map(
            rows -> {
              JsonArray differences = new JsonArray();
              long total = 0;
              for (Row row : rows) {
                differences.add(json(row));
                total = row.getLong("total");
              }
              return new JsonObject()
                  .put("differences", differences)
                  .put("totalRecords", Math.max(total, differences.size()));
            });
  }

  private static JsonObject json(Row row) {
    JsonObject json =
        new JsonObject()
            .put("kind", row.getString("kind"))
            .put("recordId", row.getUUID("record_id").toString())
            .put("userId", row.getUUID("user_id").toString())
            .put("summary", row.getValue("summary"))
            .put("storage", row.getValue("storage"))
            .put("cause", row.getString("cause"))
            .put("evidence", row.getString("evidence"))
            .put("noticedAt", row.getOffsetDateTime("noticed_at").toInstant().toString());
    if (row.getOffsetDateTime("repaired_at") != null) {
      json.put("repairedAt", row.getOffsetDateTime("repaired_at").toInstant().toString());
    }
    return json;
  }
}
