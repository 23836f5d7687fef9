/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.round;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import org.folio.adapter.circulation.witness.expect.Rule;
import org.folio.adapter.circulation.witness.finding.EventNotice;

/** Deletes data that the witness no longer needs. */
final class WitnessRetention {

  /** Twice the time in which a late original is recognised. */
  static final Duration PAIRED = EventNotice.LATEST_ORIGINAL.multipliedBy(2);

  /** Kafka's retention of storage's records at most sites; a later record explains nothing. */
  static final Duration OPEN = Duration.ofDays(8);

  /** How long an ended loan is remembered, so that a late record is recognised as late. */
  static final Duration ENDED_LOANS = Duration.ofDays(30);

  /** The default retention of the journals. */
  static final Duration FINDINGS = Duration.ofDays(90);

  /** Rows of one statement; its transaction stays shorter than a second. */
  private static final int BATCH_SIZE = 5_000;

  private static final String EXPECTATIONS =
      """
      DELETE FROM "%1$s".witness_expectation WHERE position IN (
        SELECT position FROM "%1$s".witness_expectation
         WHERE noted_at < clock_timestamp() - make_interval(secs => $1)
           AND state IN ('MET', 'SETTLED') LIMIT $2)
      """;

  private static final String REPORTED =
      """
      DELETE FROM "%1$s".witness_expectation WHERE position IN (
        SELECT position FROM "%1$s".witness_expectation
         WHERE noted_at < clock_timestamp() - make_interval(secs => $1)
           AND state = 'REPORTED' LIMIT $2)
      """;

  private static final String EVENTS =
      """
      DELETE FROM "%1$s".witness_event WHERE id IN (
        SELECT id FROM "%1$s".witness_event
         WHERE stored_at < clock_timestamp() - make_interval(secs => $1)
           AND state IN ('MET', 'REPEATED', 'ACCEPTED') LIMIT $2)
      """;

  private static final String UNFOUNDED =
      """
      DELETE FROM "%1$s".witness_event WHERE id IN (
        SELECT id FROM "%1$s".witness_event
         WHERE stored_at < clock_timestamp() - make_interval(secs => $1) LIMIT $2)
      """;

  private static final String LOANS =
      """
      DELETE FROM "%1$s".witness_loan WHERE loan_id IN (
        SELECT loan_id FROM "%1$s".witness_loan
         WHERE NOT open AND noted_at < clock_timestamp() - make_interval(secs => $1) LIMIT $2)
      """;

  private static final String OLD_FINDINGS =
      """
      DELETE FROM "%1$s".witness_finding WHERE position IN (
        SELECT position FROM "%1$s".witness_finding
         WHERE noticed_at < clock_timestamp() - make_interval(secs => $1) LIMIT $2)
      """;

  private record Rule(String statement, Duration age) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(EXPECTATIONS, PAIRED),
          new Rule(REPORTED, OPEN),
          new Rule(EVENTS, PAIRED),
          new Rule(UNFOUNDED, OPEN),
          new Rule(LOANS, ENDED_LOANS),
          new Rule(OLD_FINDINGS, FINDINGS));

  private WitnessRetention() {}

  static Future<Void> sweep(Pool pool, String schema) {
    Future<Void> swept = Future.succeededFuture();
    for (Rule rule : RULES) {
      swept = swept.compose(done -> sweep(pool, schema, rule));
    }
    return swept;
  }

  private static Future<Void> sweep(Pool pool, String schema, Rule rule) {
    return pool.preparedQuery(rule.statement().formatted(schema))
        .execute(Tuple.of((double) rule.age().toSeconds(), BATCH_SIZE))
        .compose(
            rows ->
                rows.rowCount() < BATCH_SIZE
                    ? Future.succeededFuture()
                    : sweep(pool, schema, rule));
  }
}
