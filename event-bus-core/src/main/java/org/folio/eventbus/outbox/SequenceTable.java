/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.base.sql.SchemaStatement;

/**
 * Assigns numbers. A row stays locked until its transaction ends, so the order of numbers is the
 * order of commits.
 */
final class SequenceTable {

  private static final SchemaStatement ADVANCE =
      new SchemaStatement(
          """
          INSERT INTO "%1$s".event_sequence AS given (stream, key, last_sequence)
          SELECT stream, key, advance
            FROM unnest($1::text[], $2::text[], $3::bigint[]) WITH ORDINALITY
              AS wanted (stream, key, advance, place)
           ORDER BY place
          ON CONFLICT (stream, key) DO UPDATE
            SET last_sequence = given.last_sequence + excluded.last_sequence
          RETURNING stream, key, last_sequence
          """);

  private SequenceTable() {}

  /**
   * Locks the rows of the keys in their order and moves each forward.
   *
   * @param advances how far to move each key; 0 only locks
   * @return the last number of each key after the move
   */
  static Future<Map<StreamKey, Long>> advance(
      SqlConnection tx, String schema, SortedMap<StreamKey, Long> advances) {
    return tx.preparedQuery(ADVANCE.in(schema))
        .execute(
            Tuple.of(
                advances.keySet().stream().map(StreamKey::stream).toArray(String[]::new),
                advances.keySet().stream().map(StreamKey::key).toArray(String[]::new),
                advances.values().toArray(Long[]::new)))
        .map(
            rows -> {
              Map<StreamKey, Long> last = new HashMap<>();
              for (Row row : rows) {
                last.put(
                    new StreamKey(row.getString("stream"), row.getString("key")),
                    row.getLong("last_sequence"));
              }
              return last;
            });
  }
}
