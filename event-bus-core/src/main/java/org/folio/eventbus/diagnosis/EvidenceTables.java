/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.diagnosis.EventPlace;
import org.folio.eventbus.admin.diagnosis.Handled;
import org.folio.eventbus.admin.diagnosis.KeyLife;
import org.folio.eventbus.admin.diagnosis.StoredPublication;
import org.folio.eventbus.admin.diagnosis.TenantStanding;
import org.folio.eventbus.admin.diagnosis.Verdict;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.base.sql.AbsentTables;
import org.jspecify.annotations.Nullable;

/** Queries of the tables with evidence about events; each uses an index. */
final class EvidenceTables {

  // People search a payload for the loan's id. It is extracted as text, so that no content of a
  // payload can make the query fail.
  private static final String OUTBOX_COLUMNS =
      """
      id, type, aggregatetype, aggregateid, sequence, occurred_at, stored_at,
             NULL AS topic, NULL::integer AS partition, NULL::bigint AS kafka_offset,
             NULL::timestamptz AS relayed_at, parked_cause,
             headers ->> 'ce_derivedfrom' AS derived_from,
             substring(payload FROM '"loanId"\\s*:\\s*"([^"]*)"') AS loan_id
      """;

  private static final String JOURNAL_COLUMNS =
      """
      id, type, aggregatetype, aggregateid, sequence, occurred_at, stored_at,
             topic, partition, kafka_offset, relayed_at, NULL AS parked_cause,
             headers ->> 'ce_derivedfrom' AS derived_from,
             substring(payload FROM '"loanId"\\s*:\\s*"([^"]*)"') AS loan_id
      """;

  private static final String PUBLICATION =
      "SELECT "
          + OUTBOX_COLUMNS
          + """
        FROM "%1$s".event_outbox WHERE id = $1
       UNION ALL
      SELECT\s"""
          + JOURNAL_COLUMNS
          + """
        FROM "%1$s".event_journal WHERE id = $1
       LIMIT 1
      """;

  private static final String PUBLICATIONS =
      "SELECT * FROM (SELECT "
          + OUTBOX_COLUMNS
          + """
        FROM "%1$s".event_outbox
       WHERE aggregatetype = $1 AND aggregateid = $2 AND sequence >= $3 AND sequence < $3 + $4
       UNION ALL
      SELECT\s"""
          + JOURNAL_COLUMNS
          + """
        FROM "%1$s".event_journal
       WHERE aggregatetype = $1 AND aggregateid = $2 AND sequence >= $3 AND sequence < $3 + $4
      ) AS publications ORDER BY sequence
      """;

  private static final String RECEIPTS_OF_EVENT =
      """
      SELECT * FROM "%1$s".event_receipt WHERE event_id = $1 ORDER BY recorded_at LIMIT $2
      """;

  private static final String RECEIPTS_OF_KEY =
      """
      SELECT * FROM "%1$s".event_receipt
       WHERE key = $2 AND stream = $1 AND sequence >= $3 AND sequence < $3 + $4
       ORDER BY sequence, recorded_at
       LIMIT $5
      """;

  private static final String PLACE_BY_RECEIPT =
      """
      SELECT stream, key, sequence FROM "%1$s".event_receipt WHERE event_id = $1 LIMIT 1
      """;

  private static final String STANDING =
      """
      SELECT last_sequence, parked, open_gaps FROM "%1$s".event_cursor
       WHERE subscription = $1 AND stream = $2 AND key = $3
      """;

  private static final String PARKED =
      """
      SELECT parked.state, parked.cause, parked.parked_at, poison.event_id AS poison_id,
             poison.type AS poison_type, poison.sequence AS poison_sequence,
             poison.cause AS poison_cause
        FROM "%1$s".event_parked AS parked
        LEFT JOIN LATERAL (
               SELECT event_id, type, sequence, cause FROM "%1$s".event_parked
                WHERE subscription = $1 AND stream = $2 AND key = $3 AND sequence < $4
                  AND state = 'POISON'
                ORDER BY sequence
                LIMIT 1) AS poison ON true
       WHERE parked.subscription = $1 AND parked.stream = $2 AND parked.key = $3
         AND parked.sequence = $4
      """;

  private static final String PARKED_OF_KEY =
      """
      SELECT subscription, sequence, state, cause, parked_at FROM "%1$s".event_parked
       WHERE stream = $1 AND key = $2 AND sequence >= $3 AND sequence < $3 + $4
       ORDER BY sequence, subscription
      """;

  private static final String GAP =
      """
      SELECT state, cause, noticed_at FROM "%1$s".event_gap
       WHERE subscription = $1 AND stream = $2 AND key = $3
         AND first_sequence <= $4 AND last_sequence >= $4
      """;

  private static final String TENANT =
      """
      SELECT enabled, changed_at FROM "%1$s".event_tenant
      """;

  private static final String LAST_GIVEN =
      """
      SELECT last_sequence FROM "%1$s".event_sequence WHERE stream = $1 AND key = $2
      """;

  private EvidenceTables() {}

  /** The progress of a subscription with a key. */
  record Standing(long applied, boolean parked, int openGaps) {

    static final Standing NONE = new Standing(0, false, 0);
  }

  /**
   * Why an event waits.
   *
   * @param poison the event of its key that it waits behind; null if there is none
   */
  record Parked(
      ParkedState state, @Nullable String cause, Instant since, @Nullable Poison poison) {}

  /** The first event of a key that cannot be applied. */
  record Poison(UUID id, String type, long sequence, @Nullable String cause) {}

  /** A gap. */
  record Gap(String state, @Nullable String cause, Instant since) {}

  /** Whether the tenant has the module enabled, and since when. */
  static Future<TenantStanding> tenant(SqlClient client, String schema) {
    return one(client, TENANT.formatted(schema), Tuple.tuple())
        .map(
            found ->
                found
                    .map(
                        row ->
                            new TenantStanding(
                                row.getBoolean("enabled"),
                                row.getOffsetDateTime("changed_at").toInstant()))
                    .orElse(TenantStanding.NEVER))
        .recover(
            cause ->
                AbsentTables.cause(cause)
                    ? Future.succeededFuture(TenantStanding.NEVER)
                    : Future.failedFuture(cause));
  }

  static Future<Optional<StoredPublication>> publication(SqlClient client, String schema, UUID id) {
    return one(client, PUBLICATION.formatted(schema), Tuple.of(id))
        .map(row -> row.map(EvidenceTables::publication));
  }

  static Future<List<StoredPublication>> publications(
      SqlClient client, String schema, EventPlace from, int sequences) {
    return client
        .preparedQuery(PUBLICATIONS.formatted(schema))
        .execute(Tuple.of(from.key().stream(), from.key().key(), from.sequence(), (long) sequences))
        .map(
            rows -> {
              List<StoredPublication> publications = new ArrayList<>();
              rows.forEach(row -> publications.add(publication(row)));
              return publications;
            });
  }

  static Future<List<Handled>> receipts(SqlClient client, String schema, UUID id, int most) {
    return client
        .preparedQuery(RECEIPTS_OF_EVENT.formatted(schema))
        .execute(Tuple.of(id, most))
        .map(EvidenceTables::receipts);
  }

  static Future<List<Handled>> receipts(
      SqlClient client, String schema, EventPlace from, int sequences, int most) {
    return client
        .preparedQuery(RECEIPTS_OF_KEY.formatted(schema))
        .execute(
            Tuple.of(
                from.key().stream(), from.key().key(), from.sequence(), (long) sequences, most))
        .map(EvidenceTables::receipts);
  }

  private static List<Handled> receipts(Iterable<Row> rows) {
    List<Handled> receipts = new ArrayList<>();
    rows.forEach(row -> receipts.add(handled(row)));
    return receipts;
  }

  /** The position of an event that some subscription has seen. */
  static Future<Optional<EventPlace>> place(SqlClient client, String schema, UUID id) {
    return one(client, PLACE_BY_RECEIPT.formatted(schema), Tuple.of(id))
        .map(
            found ->
                found.map(
                    row ->
                        new EventPlace(
                            new StreamKey(row.getString("stream"), row.getString("key")),
                            row.getLong("sequence"))));
  }

  static Future<Standing> standing(
      SqlClient client, String schema, String subscription, StreamKey key) {
    return one(client, STANDING.formatted(schema), Tuple.of(subscription, key.stream(), key.key()))
        .map(
            found ->
                found
                    .map(
                        row ->
                            new Standing(
                                row.getLong("last_sequence"),
                                row.getBoolean("parked"),
                                row.getInteger("open_gaps")))
                    .orElse(Standing.NONE));
  }

  static Future<Optional<Parked>> parked(
      SqlClient client, String schema, String subscription, EventPlace place) {
    return one(client, PARKED.formatted(schema), of(subscription, place))
        .map(
            found ->
                found.map(
                    row ->
                        new Parked(
                            ParkedState.valueOf(row.getString("state")),
                            row.getString("cause"),
                            row.getOffsetDateTime("parked_at").toInstant(),
                            poison(row))));
  }

  /** The parked events of a range of a key. */
  static Future<List<KeyLife.Parked>> parked(
      SqlClient client, String schema, EventPlace from, int sequences) {
    return client
        .preparedQuery(PARKED_OF_KEY.formatted(schema))
        .execute(Tuple.of(from.key().stream(), from.key().key(), from.sequence(), (long) sequences))
        .map(
            rows -> {
              List<KeyLife.Parked> parked = new ArrayList<>();
              rows.forEach(
                  row ->
                      parked.add(
                          new KeyLife.Parked(
                              row.getString("subscription"),
                              row.getLong("sequence"),
                              ParkedState.valueOf(row.getString("state")),
                              row.getString("cause"),
                              row.getOffsetDateTime("parked_at").toInstant())));
              return parked;
            });
  }

  private static @Nullable Poison poison(Row row) {
    UUID id = row.getUUID("poison_id");
    return id == null
        ? null
        : new Poison(
            id,
            row.getString("poison_type"),
            row.getLong("poison_sequence"),
            row.getString("poison_cause"));
  }

  static Future<Optional<Gap>> gap(
      SqlClient client, String schema, String subscription, EventPlace place) {
    return one(client, GAP.formatted(schema), of(subscription, place))
        .map(
            found ->
                found.map(
                    row ->
                        new Gap(
                            row.getString("state"),
                            row.getString("cause"),
                            row.getOffsetDateTime("noticed_at").toInstant())));
  }

  /** The last sequence that the module has assigned to a key; 0 if none. */
  static Future<Long> lastGiven(SqlClient client, String schema, StreamKey key) {
    return one(client, LAST_GIVEN.formatted(schema), Tuple.of(key.stream(), key.key()))
        .map(found -> found.map(row -> row.getLong("last_sequence")).orElse(0L));
  }

  private static Tuple of(String subscription, EventPlace place) {
    return Tuple.of(subscription, place.key().stream(), place.key().key(), place.sequence());
  }

  private static Future<Optional<Row>> one(SqlClient client, String sql, Tuple parameters) {
    return client
        .preparedQuery(sql)
        .execute(parameters)
        .map(
            rows -> rows.size() == 0 ? Optional.<Row>empty() : Optional.of(rows.iterator().next()));
  }

  private static StoredPublication publication(Row row) {
    String topic = row.getString("topic");
    String cause = row.getString("parked_cause");
    StoredPublication.Place place =
        topic == null
            ? null
            : new StoredPublication.Place(
                topic,
                row.getInteger("partition"),
                row.getLong("kafka_offset"),
                time(row, "relayed_at"));
    Verdict verdict = place != null ? Verdict.SENT : Verdict.COMMITTED_NOT_SENT;
    return new StoredPublication(
        cause == null ? verdict : Verdict.PARKED,
        row.getUUID("id"),
        row.getString("type"),
        new StreamKey(row.getString("aggregatetype"), row.getString("aggregateid")),
        row.getLong("sequence"),
        time(row, "occurred_at"),
        time(row, "stored_at"),
        place,
        cause,
        row.getString("derived_from"),
        row.getString("loan_id"));
  }

  private static Instant time(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static Handled handled(Row row) {
    return new Handled(
        row.getString("subscription"),
        row.getUUID("event_id"),
        row.getString("type"),
        row.getLong("sequence"),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("topic"),
        row.getInteger("partition"),
        row.getLong("kafka_offset"),
        row.getString("instance"),
        row.getOffsetDateTime("recorded_at").toInstant());
  }
}
