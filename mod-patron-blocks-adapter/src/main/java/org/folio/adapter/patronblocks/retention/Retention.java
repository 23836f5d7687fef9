/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.retention;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.progress.RepeatedWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the rows of loans and accounts that ended long ago, and of applied pushed events. It
 * never removes a row that a late event could bring back; README.md gives the reasons.
 */
public final class Retention {

  /**
   * How long an ended loan or account is kept. Twice the days that journals keep events by default,
   * so that every event that can be sent again finds the row.
   */
  public static final Duration ENDED = Duration.ofDays(180);

  /** How long an applied pushed event is kept for inspection. */
  public static final Duration PUSHED = Duration.ofDays(7);

  /** The interval of sweeps; each removes some per cent of a day's rows. */
  static final Duration SWEEP = Duration.ofHours(1);

  // Enough for hundreds of tenants, one after another.
  private static final Duration SWEEP_LIMIT = Duration.ofMinutes(20);

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** Rows of one statement; its transaction takes less than a second. */
  static final int BATCH_SIZE = 5_000;

  // One instance sweeps at a time; the others skip the round.
  private static final String LOCK =
      "SELECT pg_try_advisory_xact_lock(hashtext('patron retention'), hashtext($1)) AS mine";

  // A row whose check-out has not arrived stays: the check-out may fill a gap later and would then
  // open the loan. The cursor recognises a numbered check-out that has arrived.
  private static final String LOANS =
      """
      WITH ended AS (
        (SELECT user_id, loan_id FROM "%1$s".patron_loan
          WHERE closed_sequence > 0 AND checked_out_sequence > 0 AND closed_at < %3$s LIMIT %2$s)
        UNION
        (SELECT other.user_id, other.loan_id FROM "%1$s".patron_loan_unnumbered AS other
           LEFT JOIN "%1$s".patron_loan AS n
             ON n.user_id = other.user_id AND n.loan_id = other.loan_id
          WHERE other.closed_sequence > 0 AND other.closed_at < %3$s
            AND (n.loan_id IS NULL OR n.checked_out_sequence > 0) LIMIT %2$s)),
      first AS (DELETE FROM "%1$s".patron_loan AS row USING ended
         WHERE row.user_id = ended.user_id AND row.loan_id = ended.loan_id RETURNING 1),
      second AS (DELETE FROM "%1$s".patron_loan_unnumbered AS row USING ended
         WHERE row.user_id = ended.user_id AND row.loan_id = ended.loan_id RETURNING 1)
      SELECT (SELECT count(*) FROM first) + (SELECT count(*) FROM second) AS removed
      """;

  // An account with a missing number stays: the missing event may contain an older balance.
  private static final String ACCOUNTS =
      """
      WITH paid AS (
        (SELECT n.fee_fine_id FROM "%1$s".patron_fee_fine AS n
           LEFT JOIN "%1$s".patron_fee_fine_unnumbered AS other USING (fee_fine_id)
          WHERE n.balance = 0 AND n.written_at < %3$s
            AND (other.fee_fine_id IS NULL OR other.balance = 0 AND other.written_at < %3$s)
            AND NOT EXISTS (SELECT FROM "%1$s".event_key_missing
                 WHERE subscription = $1 AND stream = $2 AND key = n.fee_fine_id::text)
          LIMIT %2$s)
        UNION
        (SELECT other.fee_fine_id FROM "%1$s".patron_fee_fine_unnumbered AS other
           LEFT JOIN "%1$s".patron_fee_fine AS n USING (fee_fine_id)
          WHERE other.balance = 0 AND other.written_at < %3$s AND n.fee_fine_id IS NULL
          LIMIT %2$s)),
      first AS (DELETE FROM "%1$s".patron_fee_fine AS row USING paid
         WHERE row.fee_fine_id = paid.fee_fine_id AND row.balance = 0 RETURNING 1),
      second AS (DELETE FROM "%1$s".patron_fee_fine_unnumbered AS row USING paid
         WHERE row.fee_fine_id = paid.fee_fine_id AND row.balance = 0 RETURNING 1)
      SELECT (SELECT count(*) FROM first) + (SELECT count(*) FROM second) AS removed
      """;

  private static final String PUSHED_EVENTS =
      """
      WITH removed AS (DELETE FROM "%1$s".pushed_event WHERE position IN (
        SELECT position FROM "%1$s".pushed_event
         WHERE state = 'APPLIED' AND received_at < %3$s LIMIT %2$s) RETURNING 1)
      SELECT count(*) AS removed FROM removed
      """;

  private static final String AGO = "now() - make_interval(secs => %s)";

  private final Pool pool;
  private final ModuleSchema schema;

  /** Removes rows in the schemas of the given module. */
  public Retention(Pool pool, ModuleSchema schema) {
    this.pool = pool;
    this.schema = schema;
  }

  /** Starts periodic sweeps of one tenant after another, until Vert.x closes. */
  public void start(Vertx vertx, ProgressWatch watch, Supplier<Future<List<TenantId>>> tenants) {
    RepeatedWork.start(
        vertx,
        watch,
        "Removing rows that are over",
        SWEEP,
        SWEEP_LIMIT,
        () -> sweep(tenants.get()));
  }

  private Future<?> sweep(Future<List<TenantId>> tenants) {
    return tenants
        .compose(
            all -> {
              Future<Long> done = Future.succeededFuture();
              for (TenantId tenant : all) {
                done = done.compose(before -> sweep(tenant));
              }
              return done;
            })
        .onFailure(
            failure ->
                LOG.warn(
                    "{} Expired rows could not be removed: {}. Tried again in {} minutes",
                    LogCode.SWEEP_FAILED,
                    failure.getMessage(),
                    SWEEP.toMinutes()));
  }

  /**
   * Removes the expired rows of one tenant.
   *
   * @return the number of removed rows; 0 also if another instance is sweeping
   */
  public Future<Long> sweep(TenantId tenant) {
    return pool.withTransaction(tx -> round(tx, schema.of(tenant)))
        .compose(
            removed ->
                removed < BATCH_SIZE
                    ? Future.succeededFuture(removed)
                    : sweep(tenant).map(more -> removed + more));
  }

  private static Future<Long> round(SqlConnection tx, String schema) {
    return tx.preparedQuery(LOCK)
        .execute(Tuple.of(schema))
        .compose(
            rows ->
                rows.iterator().next().getBoolean("mine")
                    ? remove(tx, schema)
                    : Future.succeededFuture(0L));
  }

  private static Future<Long> remove(SqlConnection tx, String schema) {
    return tx.query(before(LOANS, schema, ENDED))
        .execute()
        .compose(
            loans ->
                tx.preparedQuery(before(ACCOUNTS, schema, ENDED))
                    .execute(Tuple.of(PatronStreams.FEES_FINES, EventCatalog.ACCOUNT_EVENTS))
                    .compose(
                        accounts ->
                            tx.query(before(PUSHED_EVENTS, schema, PUSHED))
                                .execute()
                                .map(
                                    pushed ->
                                        removed(loans) + removed(accounts) + removed(pushed))));
  }

  private static String before(String statement, String schema, Duration age) {
    return statement.formatted(schema, BATCH_SIZE, AGO.formatted(age.toSeconds()));
  }

  private static long removed(RowSet<Row> rows) {
    return rows.iterator().next().getLong("removed");
  }
}
