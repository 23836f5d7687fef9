/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.operate;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.KeyEvidence;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.gap.GapTable;
import org.folio.eventbus.park.ParkedRow;
import org.folio.eventbus.park.ParkedTable;
import org.folio.eventbus.store.CursorTable;

/** The keys of a module's subscriptions. */
public final class PostgresKeys implements Keys {

  private static final String GIVEN_UP =
      """
      SELECT skipped.first_sequence, skipped.last_sequence, skipped.arrived, skipped.skipped_at,
             original.value
        FROM "%1$s".event_skipped AS skipped
        LEFT JOIN LATERAL (
          SELECT value FROM "%1$s".event_original AS kept
           WHERE kept.event_id = skipped.event_id AND kept.subscription = skipped.subscription
           ORDER BY kept.position DESC
           LIMIT 1) AS original ON skipped.arrived
       WHERE skipped.subscription = $1 AND skipped.stream = $2 AND skipped.key = $3
       ORDER BY skipped.position DESC
       LIMIT $4
      """;

  private static final String DISABLED =
      """
      SELECT changed_at FROM "%1$s".event_tenant WHERE NOT enabled
      """;

  @Override
  public Future<Map<StreamKey, Long>> lock(
      SqlConnection tx, String schema, String subscription, SortedSet<StreamKey> keys) {
    return CursorTable.lock(tx, schema, subscription, keys)
        .map(
            cursors -> {
              Map<StreamKey, Long> applied = new HashMap<>();
              cursors.forEach((key, cursor) -> applied.put(key, cursor.last()));
              return applied;
            });
  }

  // On one connection the answers come in the order of the queries.
  @Override
  public Future<KeyEvidence> evidence(
      SqlConnection connection, String schema, String subscription, StreamKey key) {
    Future<Long> applied = CursorTable.last(connection, schema, subscription, key);
    Future<List<ParkedRow>> parked =
        ParkedTable.ofKey(connection, schema, subscription, key, KeyEvidence.MOST_EVENTS);
    Future<Map<StreamKey, List<SequenceRange>>> gaps =
        GapTable.read(connection, schema, subscription, Set.of(key));
    Future<List<KeyEvidence.GivenUp>> givenUp =
        connection
            .preparedQuery(GIVEN_UP.formatted(schema))
            .execute(Tuple.of(subscription, key.stream(), key.key(), KeyEvidence.MOST_EVENTS))
            .map(rows -> rows.stream().map(PostgresKeys::givenUp).toList());
    Future<Optional<Instant>> disabled =
        connection
            .preparedQuery(DISABLED.formatted(schema))
            .execute()
            .map(
                rows ->
                    rows.stream()
                        .map(row -> row.getOffsetDateTime("changed_at").toInstant())
                        .findFirst());
    return Future.all(applied, parked, gaps, givenUp, disabled)
        .map(
            all ->
                new KeyEvidence(
                    applied.result(),
                    parked.result().stream().map(PostgresKeys::parked).toList(),
                    gaps.result().getOrDefault(key, List.of()),
                    givenUp.result(),
                    disabled.result().orElse(null)));
  }

  private static KeyEvidence.Parked parked(ParkedRow row) {
    byte[] value = row.source().value();
    return new KeyEvidence.Parked(
        row.sequence(), row.state(), row.age(), value == null ? null : Buffer.buffer(value));
  }

  private static KeyEvidence.GivenUp givenUp(Row row) {
    return new KeyEvidence.GivenUp(
        new SequenceRange(row.getLong("first_sequence"), row.getLong("last_sequence")),
        row.getBoolean("arrived"),
        row.getOffsetDateTime("skipped_at").toInstant(),
        row.getBuffer("value"));
  }
}
