/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What outbox and journal have of the events of one operation.
 *
 * @param id the operation
 * @param size number of its events, as they say themselves
 * @param present how many of them were published here
 * @param missing indexes of those that were not, from 0 in their order; {@value #MOST_MISSING} at
 *     most. Another module may have published them
 */
public record OperationGroup(UUID id, int size, int present, List<Integer> missing) {

  /** Indexes in one answer; more say nothing more. */
  public static final int MOST_MISSING = 1_000;

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

  /** Copies the list. */
  public OperationGroup {
    missing = List.copyOf(missing);
  }

  /** What the tables have of an operation; empty if they have nothing of it. */
  public static Future<Optional<OperationGroup>> read(SqlClient client, String schema, UUID id) {
    return client
        .preparedQuery(READ.formatted(schema))
        .execute(Tuple.of(id, MOST_MISSING))
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

  /** What is missing, in a sentence; or that nothing is. */
  public String explanation() {
    return missing.isEmpty()
        ? "All %s events of the operation were published here".formatted(size)
        : "Of the %s events of the operation %s were published here; those with these indexes were not: %s. Another module may have published them"
            .formatted(size, present, missing);
  }
}
