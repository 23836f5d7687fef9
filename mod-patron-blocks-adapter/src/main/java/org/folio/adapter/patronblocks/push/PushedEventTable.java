/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.push;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The inbox, table {@code pushed_event}. */
final class PushedEventTable {

  /**
   * The same content within this time is a repetition: mod-pubsub repeats at once, up to five
   * times. Later it is a new fact, for example an item that is lost a second time.
   */
  static final Duration REPETITION = Duration.ofMinutes(2);

  static final String NAME = "pushed_event";

  /** The condition of rows that are due, spelled as in an index. */
  static final String IS_WAITING = "state = 'WAITING'";

  /** The most poison events that are listed. */
  static final int MOST_LISTED = 100;

  private static final String INSERT =
      """
      INSERT INTO "%s".pushed_event AS known
        (identity, type, user_id, fee_fine_id, payload, received_at)
      VALUES ($1, $2, $3, $4, $5, clock_timestamp())
      ON CONFLICT (identity) DO UPDATE SET
        repeats = known.repeats + 1,
        state = CASE WHEN %2$s THEN 'WAITING' ELSE known.state END,
        cause = CASE WHEN %2$s THEN NULL ELSE known.cause END,
        received_at = CASE WHEN %2$s THEN excluded.received_at ELSE known.received_at END
      """;

  private static final String NEW_FACT =
      "excluded.received_at > known.received_at + make_interval(secs => %s)"
          .formatted(REPETITION.toSeconds());

  // Other instances take other rows; the projection does not depend on the order.
  private static final String CLAIM =
      """
      SELECT position, identity, type, user_id, fee_fine_id, payload, received_at
        FROM "%s".pushed_event WHERE state = 'WAITING'
       ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED
      """;

  private static final String APPLIED =
      "UPDATE \"%s\".pushed_event SET state = 'APPLIED' WHERE position = ANY ($1)";

  private static final String POISON =
      """
      UPDATE "%s".pushed_event SET state = 'POISON', cause = $2
       WHERE position = $1 AND state = 'WAITING'
      """;

  private static final String RELEASE =
      "UPDATE \"%s\".pushed_event SET state = 'WAITING', cause = NULL WHERE state = 'POISON'";

  private static final String WAITING =
      "SELECT count(*) AS waiting FROM \"%s\".pushed_event WHERE state = 'WAITING'";

  private static final String LIST =
      """
      SELECT position, type, received_at, cause, count(*) OVER () AS total
        FROM "%s".pushed_event WHERE state = 'POISON' ORDER BY position LIMIT %s
      """;

  /** A row that is locked for its application. */
  record Claimed(long position, PushedEvent event, Instant receivedAt) {}

  private PushedEventTable() {}

  /** Stores an event, or notes its repetition. */
  static Future<Void> insert(SqlConnection connection, String schema, PushedEvent event) {
    return connection
        .preparedQuery(INSERT.formatted(schema, NEW_FACT))
        .execute(
            Tuple.of(
                event.identity(),
                event.type().name(),
                event.userId(),
                event.feeFineId(),
                event.payload()))
        .mapEmpty();
  }

  /** Locks the oldest waiting rows that are not locked yet. */
  static Future<List<Claimed>> claim(SqlConnection tx, String schema, int size) {
    return tx.preparedQuery(CLAIM.formatted(schema))
        .execute(Tuple.of(size))
        .map(rows -> rows.stream().map(PushedEventTable::claimed).toList());
  }

  static Future<Void> applied(SqlConnection tx, String schema, List<Claimed> rows) {
    Long[] positions = rows.stream().map(Claimed::position).toArray(Long[]::new);
    return tx.preparedQuery(APPLIED.formatted(schema))
        .execute(Tuple.tuple().addValue(positions))
        .mapEmpty();
  }

  static Future<Void> poison(SqlClient client, String schema, long position, String cause) {
    return client
        .preparedQuery(POISON.formatted(schema))
        .execute(Tuple.of(position, cause))
        .mapEmpty();
  }

  /** Makes all poison events due again; returns their number. */
  static Future<Integer> release(SqlConnection tx, String schema) {
    return tx.query(RELEASE.formatted(schema)).execute().map(rows -> rows.rowCount());
  }

  /** Waiting and poison events, without payloads. */
  static Future<JsonObject> status(SqlConnection connection, String schema) {
    return connection
        .query(WAITING.formatted(schema))
        .execute()
        .map(rows -> rows.iterator().next().getLong("waiting"))
        .compose(
            waiting ->
                connection
                    .query(LIST.formatted(schema, MOST_LISTED))
                    .execute()
                    .map(
                        rows -> {
                          JsonArray poison = new JsonArray();
                          long total = 0;
                          for (Row row : rows) {
                            total = row.getLong("total");
                            poison.add(listed(row));
                          }
                          return new JsonObject()
                              .put("waiting", waiting)
                              .put("poison", poison)
                              .put("totalRecords", total);
                        }));
  }

  private static JsonObject listed(Row row) {
    return new JsonObject()
        .put("position", row.getLong("position"))
        .put("type", row.getString("type"))
        .put("receivedAt", row.getOffsetDateTime("received_at").toInstant().toString())
        .put("cause", row.getString("cause"));
  }

  private static Claimed claimed(Row row) {
    return new Claimed(
        row.getLong("position"),
        new PushedEvent(
            row.getUUID("identity"),
            PushedEventType.valueOf(row.getString("type")),
            row.getUUID("user_id"),
            row.getUUID("fee_fine_id"),
            row.getString("payload")),
        row.getOffsetDateTime("received_at").toInstant());
  }
}
