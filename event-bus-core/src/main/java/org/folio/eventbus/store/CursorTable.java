/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.base.sql.SchemaStatement;
import org.folio.eventbus.decide.Cursor;

/** Statements on cursors. A cursor is locked while a batch with its key is running. */
public final class CursorTable {

  // In the order of the index, so that all transactions lock in the same order. The subquery over
  // the keys keeps the cost of a custom plan at that of the generic one, so PostgreSQL stops
  // planning the statement for each batch.
  private static final SchemaStatement LOCK =
      new SchemaStatement(
          """
          SELECT key, last_sequence, parked, open_gaps
            FROM "%1$s".event_cursor
           WHERE subscription = $1 AND stream = $2 AND key = ANY ((SELECT $3::text[])::text[])
           ORDER BY key
             FOR UPDATE
          """);

  private static final SchemaStatement CREATE =
      new SchemaStatement(
          """
          INSERT INTO "%1$s".event_cursor (subscription, stream, key)
          SELECT $1, $2, key
            FROM unnest($3::text[]) WITH ORDINALITY AS wanted (key, place)
           ORDER BY place
          ON CONFLICT DO NOTHING
          RETURNING key, last_sequence, parked, open_gaps
          """);

  // The rows exist. An UPDATE would be a join; until the table has been analysed PostgreSQL would
  // read all cursors of the subscription for it. ON CONFLICT uses the index.
  private static final SchemaStatement UPDATE =
      new SchemaStatement(
          """
          INSERT INTO "%1$s".event_cursor (subscription, stream, key, last_sequence, parked, open_gaps)
          SELECT $1, $2, key, last_sequence, parked, open_gaps
            FROM unnest($3::text[], $4::bigint[], $5::boolean[], $6::integer[])
              AS new (key, last_sequence, parked, open_gaps)
          ON CONFLICT (subscription, stream, key) DO UPDATE
            SET last_sequence = excluded.last_sequence,
                parked = excluded.parked,
                open_gaps = excluded.open_gaps
          """);

  // Creates no cursor: a subscription that begins in the middle recognises new keys by the missing
  // cursor.
  private static final SchemaStatement LAST =
      new SchemaStatement(
          """
          SELECT coalesce(max(last_sequence), 0) AS last FROM "%1$s".event_cursor
           WHERE subscription = $1 AND stream = $2 AND key = $3
          """);

  /**
   * Removes the cursors of events that stand alone, their id being their key, with their receipts:
   * each of these events would leave a row for ever. See {@link
   * org.folio.eventbus.database.DailyPartitions} for the parameters.
   */
  public static final String LONE_KEYS =
      """
      DELETE FROM "%1$s".event_cursor AS cursor
       USING (SELECT DISTINCT alone.subscription, alone.stream, alone.key
                FROM %2$s AS past
                JOIN "%1$s".event_cursor AS alone
                  ON alone.subscription = past.subscription AND alone.stream = past.stream
                 AND alone.key = past.key
               WHERE past.key = past.event_id::text AND alone.last_sequence = 1
                 AND NOT alone.parked AND alone.open_gaps = 0
               LIMIT $1) AS gone
       WHERE cursor.subscription = gone.subscription AND cursor.stream = gone.stream
         AND cursor.key = gone.key AND cursor.last_sequence = 1 AND NOT cursor.parked
      """;

  // Columns of LOCK and CREATE. A batch reads several hundred rows, so columns are not looked up by
  // name.
  private static final int KEY = 0;
  private static final int LAST_SEQUENCE = 1;
  private static final int PARKED = 2;
  private static final int OPEN_GAPS = 3;

  private CursorTable() {}

  /**
   * Locks the cursors of the keys until the transaction ends; keys without one get one.
   *
   * @return the cursor of each key
   */
  public static Future<Map<StreamKey, Cursor>> lock(
      SqlConnection tx, String schema, String subscription, SortedSet<StreamKey> keys) {
    Map<StreamKey, Cursor> cursors = new HashMap<>();
    Future<Void> locked = Future.succeededFuture();
    for (var stream : byStream(keys).entrySet()) {
      locked =
          locked.compose(
              before ->
                  lock(tx, schema, subscription, stream.getKey(), stream.getValue(), cursors));
    }
    return locked.map(cursors);
  }

  private static Future<Void> lock(
      SqlConnection tx,
      String schema,
      String subscription,
      String stream,
      List<String> keys,
      Map<StreamKey, Cursor> cursors) {
    // A row that does not exist cannot be locked; so this transaction creates it. If two
    // transactions create it at once, one waits here until the other has ended, and then finds the
    // row.
    return add(LOCK, tx, schema, subscription, stream, keys, cursors)
        .compose(missing -> add(CREATE, tx, schema, subscription, stream, missing, cursors))
        .compose(missing -> add(LOCK, tx, schema, subscription, stream, missing, cursors))
        .mapEmpty();
  }

  /** The last sequence of a key, 0 if it has no cursor. Takes no lock. */
  public static Future<Long> last(
      SqlConnection connection, String schema, String subscription, StreamKey key) {
    return connection
        .preparedQuery(LAST.in(schema))
        .execute(Tuple.of(subscription, key.stream(), key.key()))
        .map(rows -> rows.iterator().next().getLong("last"));
  }

  /** Writes cursors that this transaction has locked. */
  public static Future<Void> update(
      SqlConnection tx, String schema, String subscription, Map<StreamKey, Cursor> cursors) {
    Future<Void> updated = Future.succeededFuture();
    for (var stream : byStream(cursors.keySet()).entrySet()) {
      List<Cursor> values =
          stream.getValue().stream()
              .map(key -> cursors.get(new StreamKey(stream.getKey(), key)))
              .toList();
      updated =
          updated.compose(
              before ->
                  tx.preparedQuery(UPDATE.in(schema))
                      .execute(
                          Tuple.of(
                              subscription,
                              stream.getKey(),
                              stream.getValue().toArray(String[]::new),
                              values.stream().map(Cursor::last).toArray(Long[]::new),
                              values.stream().map(Cursor::parked).toArray(Boolean[]::new),
                              values.stream().map(Cursor::openGaps).toArray(Integer[]::new)))
                      .mapEmpty());
    }
    return updated;
  }

  // The keys that are still without a cursor.
  private static Future<List<String>> add(
      SchemaStatement statement,
      SqlConnection tx,
      String schema,
      String subscription,
      String stream,
      List<String> keys,
      Map<StreamKey, Cursor> cursors) {
    if (keys.isEmpty()) {
      return Future.succeededFuture(keys);
    }
    return tx.preparedQuery(statement.in(schema))
        .execute(Tuple.of(subscription, stream, keys.toArray(String[]::new)))
        .map(
            rows -> {
              for (Row row : rows) {
                cursors.put(
                    new StreamKey(stream, row.getString(KEY)),
                    new Cursor(
                        row.getLong(LAST_SEQUENCE),
                        row.getBoolean(PARKED),
                        row.getInteger(OPEN_GAPS)));
              }
              return rows.size() == keys.size()
                  ? List.of()
                  : keys.stream()
                      .filter(key -> !cursors.containsKey(new StreamKey(stream, key)))
                      .toList();
            });
  }

  // A subscription reads one stream, so this is nearly always one statement.
  private static SortedMap<String, List<String>> byStream(Collection<StreamKey> keys) {
    SortedMap<String, List<String>> streams = new TreeMap<>();
    for (StreamKey key : keys) {
      streams.computeIfAbsent(key.stream(), none -> new ArrayList<>(keys.size())).add(key.key());
    }
    return streams;
  }
}
