/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.admin.diagnosis.OperationGroup;

/** Finds the events of an operation in outbox and journal. */
final class OperationMembers {

  private static final String READ =
      """
      WITH members AS (
        SELECT operation_index, operation_size FROM "%1$s".event_outbox WHERE operation_id = $1
        UNION
        SELECT operation_index, operation_size FROM "%1$s".event_journal WHERE operation_id = $1)
      SELECT coalesce(max(operation_size), 0) AS size,
             count(DISTINCT operation_index)::integer AS present,
             ARRAY(SELECT place
                     FROM generate_series(0, (SELECT max(operation_size) - 1 FROM members)) AS place
                    WHERE NOT EXISTS (SELECT 1 FROM members WHERE operation_index = place)
                    ORDER BY place
                    LIMIT $2) AS missing
        FROM members
      """;

  private OperationMembers() {}

  /** The stored events of an operation; empty if the tables have none of it. */
  static Future<Optional<OperationGroup>> read(SqlClient client, String schema, UUID id) {
    return client
        .preparedQuery(READ.formatted(schema))
        .execute(Tuple.of(id, OperationGroup.MOST_MISSING))
        .map(rows -> rows.iterator().next())
        .map(row -> row.getInteger("present") == 0 ? Optional.empty() : Optional.of(of(id, row)));
  }

  private static OperationGroup of(UUID id, Row row) {
    return new OperationGroup(
        id,
        row.getInteger("size"),
        row.getInteger("present"),
        List.of(row.getArrayOfIntegers("missing")));
  }
}
