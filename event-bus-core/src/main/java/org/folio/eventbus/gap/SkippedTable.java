/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.SequenceRange;
import org.jspecify.annotations.Nullable;

/** Statements on sequences that operators gave up. */
public final class SkippedTable {

  private static final String INSERT =
      """
      INSERT INTO "%1$s".event_skipped (subscription, stream, key, first_sequence, last_sequence,
        event_id, arrived, cause, skipped_by, skipped_why, partition)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """;

  private static final String COVERS =
      """
      SELECT EXISTS (SELECT 1 FROM "%1$s".event_skipped
                      WHERE subscription = $1 AND stream = $2 AND key = $3
                        AND first_sequence <= $4 AND last_sequence >= $5) AS found
      """;

  private static final String DISCARDED =
      """
      SELECT EXISTS (SELECT 1 FROM "%1$s".event_skipped
                      WHERE subscription = $1 AND event_id = $2) AS found
      """;

  private SkippedTable() {}

  /**
   * Notes that sequences are given up.
   *
   * @param eventId the event that had arrived and is discarded; null for missing sequences
   * @param partition the partition that they were sent to; null if it is not known
   * @param cause the known or suspected cause
   */
  public static Future<Void> insert(
      SqlConnection tx,
      String schema,
      String subscription,
      StreamKey key,
      SequenceRange range,
      @Nullable UUID eventId,
      @Nullable Integer partition,
      @Nullable String cause,
      Justification why) {
    return tx.preparedQuery(INSERT.formatted(schema))
        .execute(
            Tuple.tuple()
                .addString(subscription)
                .addString(key.stream())
                .addString(key.key())
                .addLong(range.first())
                .addLong(range.last())
                .addUUID(eventId)
                .addBoolean(eventId != null)
                .addString(cause)
                .addString(why.performedBy())
                .addString(why.reason())
                .addInteger(partition))
        .mapEmpty();
  }

  /** Whether all sequences of a range were given up together. */
  public static Future<Boolean> covers(
      SqlClient client, String schema, String subscription, StreamKey key, SequenceRange range) {
    return client
        .preparedQuery(COVERS.formatted(schema))
        .execute(Tuple.of(subscription, key.stream(), key.key(), range.first(), range.last()))
        .map(rows -> rows.iterator().next().getBoolean("found"));
  }

  /** Whether an event was discarded. */
  public static Future<Boolean> discarded(
      SqlClient client, String schema, String subscription, UUID eventId) {
    return client
        .preparedQuery(DISCARDED.formatted(schema))
        .execute(Tuple.of(subscription, eventId))
        .map(rows -> rows.iterator().next().getBoolean("found"));
  }
}
