/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.Subscription;

/**
 * The backlog in a tenant's tables.
 *
 * @param table the table
 * @param subscription the subscription, or {@code relay}
 * @param state the gap's state in lower case; empty for other tables
 * @param events number of events, or of missing sequences
 * @param age seconds since the oldest was stored, for the outbox; 0 otherwise
 */
record Standing(Table table, String subscription, String state, double events, double age) {

  /** Counting ends here, so that the query is cheap whatever the backlog is. */
  static final int MOST_COUNTED = 100_000;

  enum Table {
    OUTBOX,
    PARKED,
    GAP
  }

  // Positions follow the time of storing closely enough to find the oldest, and have an index. Keys
  // with a parked event are shown as parked; they would make the outbox look stuck for ever.
  private static final String READ =
      """
      WITH stopped AS (
             SELECT DISTINCT aggregatetype, aggregateid
               FROM "%1$s".event_outbox WHERE parked_cause IS NOT NULL)
      SELECT 'OUTBOX' AS place, '%3$s' AS subscription, '' AS state,
             (SELECT count(*)
                FROM (SELECT 1 FROM "%1$s".event_outbox
                       WHERE (aggregatetype, aggregateid) NOT IN (SELECT * FROM stopped)
                       LIMIT %2$s) AS waiting)::float8 AS events,
             coalesce(
               (SELECT extract(epoch FROM clock_timestamp() - stored_at)
                  FROM "%1$s".event_outbox
                 WHERE (aggregatetype, aggregateid) NOT IN (SELECT * FROM stopped)
                 ORDER BY position
                 LIMIT 1), 0)::float8 AS age
      UNION ALL
      SELECT 'PARKED', '%3$s', '',
             (SELECT count(*)
                FROM (SELECT 1 FROM "%1$s".event_outbox
                       WHERE (aggregatetype, aggregateid) IN (SELECT * FROM stopped)
                       LIMIT %2$s) AS parked), 0
      UNION ALL
      SELECT 'PARKED', subscription, '', count(*), 0
        FROM (SELECT subscription FROM "%1$s".event_parked LIMIT %2$s) AS parked
       GROUP BY subscription
      UNION ALL
      SELECT 'GAP', subscription, lower(state), sum(last_sequence - first_sequence + 1), 0
        FROM (SELECT * FROM "%1$s".event_gap LIMIT %2$s) AS gap
       GROUP BY subscription, state
      """;

  /** Reads a tenant's tables with one statement. */
  static Future<List<Standing>> read(SqlClient client, String schema) {
    // Not prepared: a statement per tenant would evict others from the cache.
    return client
        .query(READ.formatted(schema, MOST_COUNTED, Subscription.PRODUCING_SIDE))
        .execute()
        .map(
            rows -> {
              List<Standing> standings = new ArrayList<>();
              for (Row row : rows) {
                standings.add(
                    new Standing(
                        Table.valueOf(row.getString("place")),
                        row.getString("subscription"),
                        row.getString("state"),
                        row.getDouble("events"),
                        row.getDouble("age")));
              }
              return standings;
            });
  }
}
