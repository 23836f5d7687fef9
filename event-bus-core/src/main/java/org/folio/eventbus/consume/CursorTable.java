/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.folio.eventbus.StreamKey;

/** Statements on cursors. A cursor is locked for as long as a batch with its key is in work. */
public final class CursorTable {

  private static final String LOCK =
      """
      SELECT stream, key, last_sequence, parked, open_gaps
        FROM "%1$s".event_cursor
       WHERE subscription = $1
         AND (stream, key) IN (SELECT * FROM unnest($2::text[], $3::text[]))
       ORDER BY stream, key
         FOR UPDATE
      """;

  private static final String CREATE =
      """
      INSERT INTO "%1$s".event_cursor (subscription, stream, key)
      SELECT $1, stream, key
        FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS wanted (stream, key, place)
       ORDER BY place
      ON CONFLICT DO NOTHING
      """;

  private static final String UPDATE =
      """
      UPDATE "%1$s".event_cursor
         SET last_sequence = new.last_sequence, parked = new.parked, open_gaps = new.open_gaps
        FROM unnest($2::text[], $3::text[], $4::bigint[], $5::boolean[], $6::integer[])
          AS new (stream, key, last_sequence, parked, open_gaps)
       WHERE event_cursor.subscription = $1
         AND event_cursor.stream = new.stream
         AND event_cursor.key = new.key
      """;

  private CursorTable() {}

  /**
   * Locks the cursors of the keys until the transaction ends; keys without one get one.
   *
   * @return the cursor of each key
   */
  public static Future<Map<StreamKey, Cursor>> lock(
      SqlConnection tx, String schema, String subscription, SortedSet<StreamKey> keys) {
    return lockExisting(tx, schema, subscription, keys)
        .compose(
            found -> {
              if (found.size() == keys.size()) {
                return Future.succeededFuture(found);
              }
              SortedSet<StreamKey> missing = new TreeSet<>(keys);
              missing.removeAll(found.keySet());
              // A row that does not exist cannot be locked; so it is made first. Two transactions
              // that make it at once wait for each other here.
              return tx.preparedQuery(CREATE.formatted(schema))
                  .execute(Tuple.of(subscription, streams(missing), keys(missing)))
                  .compose(made -> lockExisting(tx, schema, subscription, missing))
                  .map(
                      made -> {
                        found.putAll(made);
                        return found;
                      });
            });
  }

  /** Writes cursors that this transaction has locked. */
  public static Future<Void> update(
      SqlConnection tx, String schema, String subscription, Map<StreamKey, Cursor> cursors) {
    Collection<Cursor> values = cursors.values();
    return tx.preparedQuery(UPDATE.formatted(schema))
        .execute(
            Tuple.of(
                subscription,
                streams(cursors.keySet()),
                keys(cursors.keySet()),
                values.stream().map(Cursor::last).toArray(Long[]::new),
                values.stream().map(Cursor::parked).toArray(Boolean[]::new),
                values.stream().map(Cursor::openGaps).toArray(Integer[]::new)))
        .mapEmpty();
  }

  private static Future<Map<StreamKey, Cursor>> lockExisting(
      SqlConnection tx, String schema, String subscription, SortedSet<StreamKey> keys) {
    return tx.preparedQuery(LOCK.formatted(schema))
        .execute(Tuple.of(subscription, streams(keys), keys(keys)))
        .map(CursorTable::cursors);
  }

  private static Map<StreamKey, Cursor> cursors(RowSet<Row> rows) {
    Map<StreamKey, Cursor> cursors = new HashMap<>();
    for (Row row : rows) {
      cursors.put(
          new StreamKey(row.getString("stream"), row.getString("key")),
          new Cursor(
              row.getLong("last_sequence"), row.getBoolean("parked"), row.getInteger("open_gaps")));
    }
    return cursors;
  }

  private static String[] streams(Collection<StreamKey> keys) {
    return keys.stream().map(StreamKey::stream).toArray(String[]::new);
  }

  private static String[] keys(Collection<StreamKey> keys) {
    return keys.stream().map(StreamKey::key).toArray(String[]::new);
  }
}
