/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.folio.eventbus.admin.diagnosis.SubscriptionBacklog;

/** Counts the events that wait at subscriptions. */
final class BacklogTables {

  // Keeps the query cheap whatever the backlog is.
  private static final int MOST_COUNTED = 100_000;

  private static final String READ =
      """
      SELECT name,
             (SELECT count(*) FROM "%1$s".event_cursor
               WHERE event_cursor.subscription = name AND parked) AS keys,
             (SELECT count(*)
                FROM (SELECT 1 FROM "%1$s".event_parked
                       WHERE event_parked.subscription = name LIMIT $2) AS waiting) AS events,
             (SELECT count(*)
                FROM (SELECT 1 FROM "%1$s".event_gap
                       WHERE event_gap.subscription = name LIMIT $2) AS missing) AS gaps
        FROM unnest($1::text[]) AS name
      """;

  private BacklogTables() {}

  static Future<Map<String, SubscriptionBacklog>> read(
      SqlClient client, String schema, Collection<String> subscriptions) {
    return client
        .preparedQuery(READ.formatted(schema))
        .execute(Tuple.of(subscriptions.toArray(String[]::new), MOST_COUNTED))
        .map(
            rows -> {
              Map<String, SubscriptionBacklog> backlogs = new HashMap<>();
              rows.forEach(
                  row ->
                      backlogs.put(
                          row.getString("name"),
                          new SubscriptionBacklog(
                              row.getLong("keys"), row.getLong("events"), row.getLong("gaps"))));
              return backlogs;
            });
  }
}
