/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Required and optional events, table {@code witness_expectation}. */
public final class ExpectationTable {

  private static final String INSERT =
      """
      INSERT INTO "%s".witness_expectation (loan_id, type, fingerprint, payload, rule, demand,
        policy_id, request_id, origin, changed_at, due_at)
      SELECT loan_id, type, fingerprint, payload::jsonb, rule, demand, policy_id, request_id,
             origin, changed_at, clock_timestamp() + make_interval(secs => patience)
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
          $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::float8[])
          WITH ORDINALITY AS new (loan_id, type, fingerprint, payload, rule, demand, policy_id,
            request_id, origin, changed_at, patience, place)
       ORDER BY place
      """;

  // The first segment of a request id identifies the staff action (contract: circulation storage
  // 1.2); without one, the time is compared.
  private static final String WAIVE =
      """
      UPDATE "%s".witness_expectation SET demand = 'ALLOWED'
       WHERE loan_id = $1 AND type = $2 AND state = 'WAITING' AND demand = 'REQUIRED'
         AND (split_part(request_id, ';', 1) = $3 OR request_id IS NULL)
      """;

  private static final String LAPSE =
      """
      DELETE FROM "%s".witness_expectation
       WHERE state = 'WAITING' AND demand = 'ALLOWED'
         AND due_at <= clock_timestamp() + make_interval(secs => $1)
      """;

  private static final String DUE =
      """
      SELECT position, loan_id, type, payload, rule, demand, policy_id, request_id, origin,
             changed_at
        FROM "%s".witness_expectation
       WHERE state = 'WAITING' AND demand <> 'ALLOWED'
         AND due_at <= clock_timestamp() + make_interval(secs => $1)
       ORDER BY position LIMIT $2 FOR UPDATE
      """;

  private static final String POLICIES =
      """
      SELECT DISTINCT policy_id FROM (
        SELECT policy_id FROM "%s".witness_expectation
         WHERE state = 'WAITING' AND demand <> 'ALLOWED'
           AND due_at <= clock_timestamp() + make_interval(secs => $1)
         ORDER BY position LIMIT $2) AS due WHERE policy_id IS NOT NULL
      """;

  private static final String SETTLE =
      """
      UPDATE "%s".witness_expectation AS settled
         SET state = new.state, event_id = new.event_id, finding_id = new.finding_id
        FROM unnest($1::bigint[], $2::text[], $3::uuid[], $4::uuid[])
          AS new (position, state, event_id, finding_id)
       WHERE settled.position = new.position
      """;

  private ExpectationTable() {}

  /** A row that is due. */
  public record Due(long position, Expectation expectation) {}

  /**
   * The outcome of a row.
   *
   * @param state {@code MET}, {@code REPORTED} or {@code SETTLED}
   * @param eventId the event that was published, or null
   * @param findingId the finding about it, or null
   */
  public record Settled(
      long position, String state, @Nullable UUID eventId, @Nullable UUID findingId) {}

  static Future<Void> insert(
      SqlConnection tx, String schema, List<Expectation> expectations, Duration patience) {
    if (expectations.isEmpty()) {
      return Future.succeededFuture();
    }
    return tx.preparedQuery(INSERT.formatted(schema))
        .execute(
            Tuple.tuple()
                .addValue(expectations.stream().map(Expectation::loanId).toArray(UUID[]::new))
                .addValue(texts(expectations, Expectation::type))
                .addValue(texts(expectations, Expectation::fingerprint))
                .addValue(texts(expectations, one -> one.payload().encode()))
                .addValue(texts(expectations, one -> one.rule().name()))
                .addValue(texts(expectations, one -> one.demand().name()))
                .addValue(texts(expectations, Expectation::policyId))
                .addValue(texts(expectations, Expectation::requestId))
                .addValue(texts(expectations, Expectation::origin))
                .addValue(
                    expectations.stream()
                        .map(one -> one.changedAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addValue(
                    expectations.stream()
                        .map(one -> seconds(one.patience(patience)))
                        .toArray(Double[]::new)))
        .mapEmpty();
  }

  /** An event that is no longer required, because the same staff action continued. */
  static Future<Void> waive(
      SqlConnection tx, String schema, UUID loan, String type, @Nullable String action) {
    return tx.preparedQuery(WAIVE.formatted(schema))
        .execute(Tuple.of(loan, type, Objects.requireNonNullElse(action, "")))
        .mapEmpty();
  }

  /** Deletes optional events that did not arrive. */
  public static Future<Void> lapse(SqlConnection tx, String schema, Duration ahead) {
    return tx.preparedQuery(LAPSE.formatted(schema)).execute(Tuple.of(seconds(ahead))).mapEmpty();
  }

  /** Locks events that are overdue, oldest first. */
  public static Future<List<Due>> due(SqlConnection tx, String schema, Duration ahead, int most) {
    return tx.preparedQuery(DUE.formatted(schema))
        .execute(Tuple.of(seconds(ahead), most))
        .map(
            rows -> {
              List<Due> due = new ArrayList<>();
              rows.forEach(row -> due.add(new Due(row.getLong("position"), expectation(row))));
              return due;
            });
  }

  /** The loan policies of {@link #due}. */
  public static Future<Set<String>> policies(
      SqlClient client, String schema, Duration ahead, int most) {
    return client
        .preparedQuery(POLICIES.formatted(schema))
        .execute(Tuple.of(seconds(ahead), most))
        .map(
            rows -> {
              Set<String> policies = new LinkedHashSet<>();
              rows.forEach(row -> policies.add(row.getString("policy_id")));
              return policies;
            });
  }

  public static Future<Void> settle(SqlConnection tx, String schema, Collection<Settled> settled) {
    if (settled.isEmpty()) {
      return Future.succeededFuture();
    }
    return tx.preparedQuery(SETTLE.formatted(schema))
        .execute(
            Tuple.of(
                settled.stream().map(Settled::position).toArray(Long[]::new),
                settled.stream().map(Settled::state).toArray(String[]::new),
                settled.stream().map(Settled::eventId).toArray(UUID[]::new),
                settled.stream().map(Settled::findingId).toArray(UUID[]::new)))
        .mapEmpty();
  }

  public static double seconds(Duration duration) {
    return (double) duration.toMillis() / Duration.ofSeconds(1).toMillis();
  }

  private static String[] texts(
      List<Expectation> expectations, Function<Expectation, @Nullable String> text) {
    return expectations.stream().map(text).toArray(String[]::new);
  }

  private static Expectation expectation(Row row) {
    return new Expectation(
        row.getUUID("loan_id"),
        row.getString("type"),
        row.getJsonObject("payload"),
        Rule.valueOf(row.getString("rule")),
        Demand.valueOf(row.getString("demand")),
        row.getString("policy_id"),
        row.getString("request_id"),
        row.getString("origin"),
        row.getOffsetDateTime("changed_at").toInstant());
  }
}
