/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The database time that one question may use, whatever it asks for. */
final class TimeBudget {

  /** Together with the queries about each event found, an answer takes less than a second. */
  static final Duration DEFAULT = Duration.ofMillis(700);

  // PostgreSQL manual, appendix A: query_canceled.
  private static final String CANCELLED = "57014";

  // Nothing useful can be read in less.
  private static final long LEAST_MILLIS = 10;

  private final Pool pool;
  private final long end;

  TimeBudget(Pool pool, Duration budget) {
    this.pool = pool;
    this.end = System.nanoTime() + budget.toNanos();
  }

  boolean spent() {
    return left() < LEAST_MILLIS;
  }

  private long left() {
    return Duration.ofNanos(end - System.nanoTime()).toMillis();
  }

  /**
   * Reads with the given share of the remaining time.
   *
   * @return empty if the time was not enough
   */
  <T> Future<Optional<T>> read(double share, Function<SqlConnection, Future<T>> work) {
    if (spent()) {
      return Future.succeededFuture(Optional.empty());
    }
    // Numbers only, so that concatenation is safe. A plan for the given parameters reads the days
    // that they name; a generic plan might read all.
    String limits =
        "SET LOCAL statement_timeout = %s; SET LOCAL plan_cache_mode = force_custom_plan"
            .formatted(Math.max(LEAST_MILLIS, (long) (left() * share)));
    return pool.withTransaction(
            tx -> tx.query(limits).execute().compose(set -> work.apply(tx)).map(Optional::of))
        .recover(
            cause ->
                cause instanceof PgException refused && CANCELLED.equals(refused.getSqlState())
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(cause));
  }
}
