/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.push;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.TenantId;

/** Pushed log records, table {@code pushed_log_record}. */
final class PushedLogRecordTable {

  /**
   * The same content within this time is a repetition: mod-pubsub repeats at once, up to five
   * times. Later it is a new fact.
   */
  static final Duration REPETITION = Duration.ofMinutes(2);

  /** How long a handled record stays here, for later analysis. */
  static final Duration REMEMBERED = Duration.ofDays(7);

  /**
   * The longest time between two attempts; the end of an outage rarely needs to be noticed sooner.
   */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  static final String NAME = "pushed_log_record";

  /** The condition of rows that are due. */
  static final String IS_DUE = "NOT kept AND next_attempt_at <= clock_timestamp()";

  private static final String STREAM = "pushed";

  private static final String INSERT =
      """
      INSERT INTO "%s".pushed_log_record AS known
        (identity, event_id, payload, received_at, next_attempt_at)
      VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp())
      ON CONFLICT (identity) DO UPDATE SET
        event_id = excluded.event_id, received_at = excluded.received_at, kept = false,
        attempts = 0, next_attempt_at = excluded.next_attempt_at, cause = NULL
      WHERE known.kept AND excluded.received_at > known.received_at + make_interval(secs => %s)
      """;

  private static final String DUE =
      """
      SELECT position, event_id, payload, received_at, attempts FROM "%s".pushed_log_record
       WHERE %s ORDER BY next_attempt_at LIMIT $1
      """;

  private static final String KEPT =
      "UPDATE \"%s\".pushed_log_record SET kept = true, cause = NULL WHERE position = $1 AND event_id = $2";

  private static final String FAILED =
      """
      UPDATE "%s".pushed_log_record
         SET attempts = attempts + 1, cause = $3,
             next_attempt_at = clock_timestamp()
               + make_interval(secs => least(power(2, least(attempts, 20)), %s))
       WHERE position = $1 AND event_id = $2
      """;

  private static final String SWEEP =
      """
      DELETE FROM "%s".pushed_log_record
       WHERE kept AND received_at < now() - make_interval(secs => %s)
      """;

  /** A record to be written to the log. */
  record Due(long position, Event event, int attempts) {}

  private PushedLogRecordTable() {}

  static Future<Void> insert(SqlClient client, String schema, JsonObject body) {
    String payload = body.encode();
    UUID identity = UUID.nameUUIDFromBytes(payload.getBytes(StandardCharsets.UTF_8));
    return client
        .preparedQuery(INSERT.formatted(schema, REPETITION.toSeconds()))
        .execute(Tuple.of(identity, UUID.randomUUID(), payload))
        .mapEmpty();
  }

  static Future<List<Due>> due(SqlClient client, String schema, TenantId tenant, int most) {
    return client
        .preparedQuery(DUE.formatted(schema, IS_DUE))
        .execute(Tuple.of(most))
        .map(rows -> rows.stream().map(row -> due(row, tenant)).toList());
  }

  private static Due due(Row row, TenantId tenant) {
    long position = row.getLong("position");
    UUID id = row.getUUID("event_id");
    Event event =
        new Event(
            id,
            EventCatalog.LOG_RECORD,
            tenant,
            STREAM,
            id.toString(),
            position,
            row.getOffsetDateTime("received_at").toInstant(),
            row.getString("payload"),
            Correlation.NONE,
            null,
            Sequencing.BY_OFFSET);
    return new Due(position, event, row.getInteger("attempts"));
  }

  static Future<Void> kept(SqlClient client, String schema, Due due) {
    return client
        .preparedQuery(KEPT.formatted(schema))
        .execute(Tuple.of(due.position(), due.event().id()))
        .mapEmpty();
  }

  static Future<Void> failed(SqlClient client, String schema, Due due, String cause) {
    return client
        .preparedQuery(FAILED.formatted(schema, LONGEST_WAIT.toSeconds()))
        .execute(Tuple.of(due.position(), due.event().id(), cause))
        .mapEmpty();
  }

  static Future<Void> sweep(SqlClient client, String schema) {
    return client.query(SWEEP.formatted(schema, REMEMBERED.toSeconds())).execute().mapEmpty();
  }
}
