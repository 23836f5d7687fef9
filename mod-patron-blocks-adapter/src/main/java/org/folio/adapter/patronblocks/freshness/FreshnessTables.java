/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.freshness;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.adapter.patronblocks.freshness.Freshness.Progress;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.base.sql.SchemaStatement;

/** Reads the gaps of a patron's state from the bus's own tables. */
final class FreshnessTables {

  // The part that nearly every answer needs: the progress of the keys, and whether there are gaps.
  // Without gaps the details need not be read; their plan is several times as large. LIMIT 1 makes
  // PostgreSQL look up each cursor by its index; a join would read all cursors until the table has
  // been analysed.
  private static final SchemaStatement GLANCE =
      new SchemaStatement(
          """
          SELECT $3::text AS stream, last_sequence, parked OR open_gaps > 0 AS more
            FROM "%1$s".event_key_progress
           WHERE subscription = $2 AND stream = $3 AND key = $1::uuid::text
          UNION ALL
          SELECT $5, cursor.last_sequence, cursor.parked OR cursor.open_gaps > 0
            FROM "%1$s".patron_fee_fine AS account
           CROSS JOIN LATERAL (
             SELECT last_sequence, parked, open_gaps
               FROM "%1$s".event_key_progress
              WHERE subscription = $4 AND stream = $5 AND key = account.fee_fine_id::text
              LIMIT 1) AS cursor
           WHERE account.user_id = $1
          UNION ALL
          SELECT 'pushed', 0, true
           WHERE EXISTS (SELECT FROM "%1$s".pushed_event WHERE state <> 'APPLIED')
          """);

  // The keys are the patron's id, and the ids of the patron's accounts.
  private static final SchemaStatement DETAILS =
      new SchemaStatement(
          """
          WITH keys AS (
            SELECT $2::text AS subscription, $3::text AS stream, $1::uuid::text AS key
            UNION ALL
            SELECT $4, $5, fee_fine_id::text FROM "%1$s".patron_fee_fine WHERE user_id = $1)
          SELECT cursor.stream,
                 coalesce(
                   array_agg(cursor.key) FILTER (WHERE cursor.parked OR cursor.open_gaps > 0),
                   '{}') AS troubled,
                 sum(cursor.last_sequence)::bigint AS applied,
                 sum(greatest(cursor.last_sequence, parked.highest))::bigint AS published,
                 sum(parked.events)::bigint AS parked,
                 sum(gaps.events)::bigint AS gaps,
                 0::bigint AS waiting,
                 0::bigint AS poison,
                 extract(epoch FROM now() - least(min(parked.since), min(gaps.since)))::bigint AS age
            FROM keys
           CROSS JOIN LATERAL (
             SELECT subscription, stream, key, last_sequence, parked, open_gaps
               FROM "%1$s".event_key_progress AS c
              WHERE c.subscription = keys.subscription AND c.stream = keys.stream AND c.key = keys.key
              LIMIT 1) AS cursor
           CROSS JOIN LATERAL (
             SELECT count(*) AS events, max(sequence) AS highest, min(parked_at) AS since
               FROM "%1$s".event_key_parked AS p
              WHERE cursor.parked AND p.subscription = cursor.subscription
                AND p.stream = cursor.stream AND p.key = cursor.key) AS parked
           CROSS JOIN LATERAL (
             SELECT coalesce(sum(last_sequence - first_sequence + 1), 0) AS events,
                    min(noticed_at) AS since
               FROM "%1$s".event_key_missing AS g
              WHERE cursor.open_gaps > 0 AND g.subscription = cursor.subscription
                AND g.stream = cursor.stream AND g.key = cursor.key) AS gaps
           GROUP BY cursor.stream
          UNION ALL
          SELECT 'pushed', '{}', 0, 0, 0, 0,
                 count(*) FILTER (WHERE state = 'WAITING'),
                 count(*) FILTER (WHERE state = 'POISON'),
                 extract(epoch FROM now() - min(received_at))::bigint
            FROM "%1$s".pushed_event
           WHERE state <> 'APPLIED'
             AND (user_id = $1 OR user_id IS NULL AND fee_fine_id IN (
               SELECT fee_fine_id FROM "%1$s".patron_fee_fine WHERE user_id = $1))
          """);

  // Only keys that look like account ids are used as such.
  private static final SchemaStatement OF_TENANT =
      new SchemaStatement(
          """
          WITH troubled AS (
            SELECT stream, key, sequence IS NULL AS unreadable, 1::bigint AS events
              FROM "%1$s".event_key_parked WHERE subscription IN ($1, $2)
            UNION ALL
            SELECT stream, key, false, last_sequence - first_sequence + 1
              FROM "%1$s".event_key_missing WHERE subscription IN ($1, $2))
          SELECT (SELECT coalesce(sum(events), 0) FROM troubled
                   WHERE unreadable
                      OR stream <> $3 AND NOT EXISTS (
                        SELECT FROM "%1$s".patron_fee_fine
                         WHERE fee_fine_id = CASE WHEN troubled.key ~ '^[0-9a-f-]{36}$'
                                 AND troubled.stream = $4 THEN troubled.key::uuid END
                           AND user_id IS NOT NULL))::bigint
                 + (SELECT count(*) FROM "%1$s".pushed_event AS pushed
                     WHERE state <> 'APPLIED' AND user_id IS NULL AND NOT EXISTS (
                       SELECT FROM "%1$s".patron_fee_fine AS known
                        WHERE known.fee_fine_id = pushed.fee_fine_id AND known.user_id IS NOT NULL))
                 AS unassigned,
                 (SELECT coalesce(sum(missing), 0) FROM "%1$s".event_topic_missing
                   WHERE subscription IN ($1, $2))::bigint AS missing,
                 (SELECT count(*) FROM "%1$s".event_module_state WHERE NOT enabled) AS disabled
          """);

  private FreshnessTables() {}

  /**
   * The gaps, if a quick look shows that there are none.
   *
   * @return empty if {@link #inDetail} is needed
   */
  static Future<Optional<Freshness>> atAGlance(
      SqlConnection connection, String schema, UUID userId, TenantFreshness tenant) {
    return connection
        .preparedQuery(GLANCE.in(schema))
        .execute(parameters(userId))
        .map(rows -> complete(rows, tenant));
  }

  /** The gaps of the state. */
  static Future<Freshness> inDetail(
      SqlConnection connection, String schema, UUID userId, TenantFreshness tenant) {
    return connection
        .preparedQuery(DETAILS.in(schema))
        .execute(parameters(userId))
        .map(rows -> freshness(rows, tenant));
  }

  private static Tuple parameters(UUID userId) {
    return Tuple.of(
        userId,
        PatronStreams.LOANS,
        EventCatalog.LOAN_EVENTS,
        PatronStreams.FEES_FINES,
        EventCatalog.ACCOUNT_EVENTS);
  }

  /** The tenant's part; its only problem here is a disabled module. */
  static Future<TenantFreshness> ofTenant(SqlConnection connection, String schema) {
    return connection
        .preparedQuery(OF_TENANT.in(schema))
        .execute(
            Tuple.of(
                PatronStreams.LOANS,
                PatronStreams.FEES_FINES,
                EventCatalog.LOAN_EVENTS,
                EventCatalog.ACCOUNT_EVENTS))
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new TenantFreshness(
                    row.getLong("unassigned"), row.getLong("missing"), row.getLong("disabled")));
  }

  private static Optional<Freshness> complete(RowSet<Row> rows, TenantFreshness tenant) {
    long loans = 0;
    long accounts = 0;
    for (Row row : rows) {
      if (row.getBoolean("more")) {
        return Optional.empty();
      }
      if (row.getString("stream").equals(EventCatalog.LOAN_EVENTS)) {
        loans = row.getLong("last_sequence");
      } else {
        accounts += row.getLong("last_sequence");
      }
    }
    return Optional.of(
        new Freshness(
            new Progress(loans, loans),
            new Progress(accounts, accounts),
            0,
            0,
            0,
            0,
            0,
            List.of(),
            tenant));
  }

  private static Freshness freshness(RowSet<Row> rows, TenantFreshness tenant) {
    Progress loans = Progress.NONE;
    Progress accounts = Progress.NONE;
    long gaps = 0;
    long parked = 0;
    long waiting = 0;
    long poison = 0;
    long age = 0;
    List<StreamKey> troubled = new ArrayList<>();
    for (Row row : rows) {
      Progress progress = new Progress(row.getLong("applied"), row.getLong("published"));
      String stream = row.getString("stream");
      for (String key : row.getArrayOfStrings("troubled")) {
        troubled.add(new StreamKey(stream, key));
      }
      switch (stream) {
        case EventCatalog.LOAN_EVENTS -> loans = progress;
        case EventCatalog.ACCOUNT_EVENTS -> accounts = progress;
        default -> {
          // Pushed events have no numbers.
        }
      }
      gaps += row.getLong("gaps");
      parked += row.getLong("parked");
      waiting += row.getLong("waiting");
      poison += row.getLong("poison");
      Long since = row.getLong("age");
      age = since == null ? age : Math.max(age, since);
    }
    return new Freshness(loans, accounts, gaps, parked, waiting, poison, age, troubled, tenant);
  }
}
