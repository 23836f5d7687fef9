/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.finding;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.folio.eventbus.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** Findings, table {@code witness_finding}. */
public final class FindingTable {

  private static final String INSERT =
      """
      INSERT INTO "%s".witness_finding (id, kind, loan_id, type, fingerprint, grace_period, rule,
        request_id, origin, explanation, happened_at, event_id, derived_event_id,
        derived_sequence, derived_key, restated)
      SELECT id, kind, loan_id, type, fingerprint, grace_period, rule, request_id, origin,
             explanation, happened_at, event_id, derived_event_id, derived_sequence, derived_key,
             restated
        FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[],
          $7::text[], $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::uuid[],
          $13::uuid[], $14::bigint[], $15::text[], $16::integer[])
          WITH ORDINALITY AS new (id, kind, loan_id, type, fingerprint, grace_period, rule,
            request_id, origin, explanation, happened_at, event_id, derived_event_id,
            derived_sequence, derived_key, restated, place)
       ORDER BY place
      """;

  private static final String RESOLVE =
      """
      UPDATE "%s".witness_finding
         SET event_id = $2, resolved_at = clock_timestamp(), resolution = $3
       WHERE id = $1
      """;

  private static final String LIST =
      """
      SELECT id, kind, loan_id, type, rule, request_id, origin, explanation, happened_at,
             noticed_at, event_id, derived_event_id, restated, resolved_at, resolution
        FROM "%1$s".witness_finding WHERE %2$s
       ORDER BY noticed_at DESC, position DESC LIMIT $7 OFFSET $8
      """;

  private static final String COUNT =
      "SELECT count(*) AS total FROM \"%1$s\".witness_finding WHERE %2$s";

  // The fingerprint contains type, loan and borrower, so the borrower needs no column.
  private static final String SELECTED =
      """
      ($1::text IS NULL OR kind = $1) AND ($2::uuid IS NULL OR loan_id = $2)
         AND ($3::text IS NULL OR type = $3)
         AND ($4::timestamptz IS NULL OR noticed_at >= $4)
         AND ($5::timestamptz IS NULL OR noticed_at < $5)
         AND ($6::text IS NULL OR split_part(fingerprint, '|', 3) = $6)
      """;

  private FindingTable() {}

  public static Future<Void> insert(SqlConnection tx, String schema, Collection<Finding> findings) {
    if (findings.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Finding> all = List.copyOf(findings);
    return tx.preparedQuery(INSERT.formatted(schema))
        .execute(
            Tuple.tuple()
                .addValue(all.stream().map(Finding::id).toArray(UUID[]::new))
                .addValue(texts(all, one -> one.kind().name()))
                .addValue(all.stream().map(Finding::loanId).toArray(UUID[]::new))
                .addValue(texts(all, Finding::type))
                .addValue(texts(all, Finding::fingerprint))
                .addValue(texts(all, Finding::gracePeriod))
                .addValue(texts(all, FindingTable::rule))
                .addValue(texts(all, Finding::requestId))
                .addValue(texts(all, Finding::origin))
                .addValue(texts(all, Finding::explanation))
                .addValue(
                    all.stream()
                        .map(one -> one.happenedAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addValue(all.stream().map(Finding::eventId).toArray(UUID[]::new))
                .addValue(
                    all.stream().map(one -> derived(one, PublishedEvent::id)).toArray(UUID[]::new))
                .addValue(
                    all.stream()
                        .map(one -> derived(one, PublishedEvent::sequence))
                        .toArray(Long[]::new))
                .addValue(texts(all, one -> derived(one, PublishedEvent::key)))
                .addValue(all.stream().map(Finding::restated).toArray(Integer[]::new)))
        .mapEmpty();
  }

  /**
   * Settles a finding.
   *
   * @param event the event that was missing, or that a late record explains
   */
  static Future<Void> resolve(
      SqlClient client, String schema, UUID finding, UUID event, String resolution) {
    return client
        .preparedQuery(RESOLVE.formatted(schema))
        .execute(Tuple.of(finding, event, resolution))
        .mapEmpty();
  }

  /**
   * A page of findings, newest first.
   *
   * @param from the earliest time of detection, or null
   * @param until the end of the time of detection, exclusive, or null
   */
  public record Selection(
      @Nullable String kind,
      @Nullable UUID loanId,
      @Nullable UUID userId,
      @Nullable String type,
      @Nullable Instant from,
      @Nullable Instant until,
      int offset,
      int limit) {

    private Tuple restrictions() {
      return Tuple.tuple()
          .addString(kind)
          .addUUID(loanId)
          .addString(type)
          .addOffsetDateTime(utc(from))
          .addOffsetDateTime(utc(until))
          .addString(userId == null ? null : userId.toString());
    }
  }

  public static Future<JsonObject> list(
      SqlConnection connection, String schema, Selection selection) {
    return connection
        .preparedQuery(COUNT.formatted(schema, SELECTED))
        .execute(selection.restrictions())
        .map(rows -> rows.iterator().next().getLong("total"))
        .compose(
            total ->
                connection
                    .preparedQuery(LIST.formatted(schema, SELECTED))
                    .execute(
                        selection
                            .restrictions()
                            .addInteger(selection.limit())
                            .addInteger(selection.offset()))
                    .map(
                        rows -> {
                          JsonArray findings = new JsonArray();
                          rows.forEach(row -> findings.add(json(row)));
                          return new JsonObject()
                              .put("findings", findings)
                              .put("totalRecords", total);
                        }));
  }

  private static JsonObject json(Row row) {
    JsonObject json =
        new JsonObject()
            .put("id", row.getUUID("id").toString())
            .put("kind", row.getString("kind"))
            .put("loanId", row.getUUID("loan_id").toString())
            .put("explanation", row.getString("explanation"))
            .put("happenedAt", time(row, "happened_at"))
            .put("noticedAt", time(row, "noticed_at"))
            .put("restated", row.getInteger("restated"));
    put(json, "type", row.getString("type"));
    put(json, "rule", row.getString("rule"));
    put(json, "requestId", row.getString("request_id"));
    put(json, "derivedFrom", row.getString("origin"));
    put(json, "eventId", text(row.getUUID("event_id")));
    put(json, "derivedEventId", text(row.getUUID("derived_event_id")));
    put(json, "resolvedAt", time(row, "resolved_at"));
    put(json, "resolution", row.getString("resolution"));
    return json;
  }

  private static void put(JsonObject json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  private static @Nullable String time(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant().toString();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable String rule(Finding finding) {
    return finding.rule() == null ? null : finding.rule().name();
  }

  private static <T> @Nullable T derived(Finding finding, Function<PublishedEvent, T> part) {
    return finding.derived() == null ? null : part.apply(finding.derived());
  }

  private static String[] texts(List<Finding> all, Function<Finding, @Nullable String> text) {
    return all.stream().map(text).toArray(String[]::new);
  }
}
