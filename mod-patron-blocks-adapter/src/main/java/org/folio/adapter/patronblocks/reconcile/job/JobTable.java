/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.job;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.patronblocks.reconcile.storage.RecordKind;
import org.folio.adapter.patronblocks.reconcile.storage.RecordRange;
import org.jspecify.annotations.Nullable;

/**
 * Statements on {@code synchronization_jobs}. A running job belongs to the process with its lease;
 * after the lease has expired, another one resumes at the last page.
 */
final class JobTable {

  /** A page takes seconds at most; a process that is silent for this time is gone. */
  static final Duration LEASE = Duration.ofSeconds(30);

  // Consecutive failures after which the job is given up: with one attempt a minute, ten minutes.
  private static final int MOST_FAILURES = 10;

  private static final String INSERT =
      """
      INSERT INTO "%1$s".synchronization_jobs (id, scope, user_id, dry_run, begin_id, after_id, end_id)
      VALUES ($1, $2, $3, $4, $5, $5, $6)
      """;

  private static final String FIND =
      """
      SELECT * FROM "%1$s".synchronization_jobs WHERE id = $1
      """;

  private static final String CLAIM =
      """
      UPDATE "%1$s".synchronization_jobs
         SET status = 'in-progress', owner = $1,
             lease_until = clock_timestamp() + make_interval(secs => $2),
             started_at = coalesce(started_at, clock_timestamp())
       WHERE id = (
               SELECT id FROM "%1$s".synchronization_jobs AS next
                WHERE next.status = 'in-progress' AND next.lease_until < clock_timestamp()
                   OR next.status = 'open' AND NOT EXISTS (
                        SELECT 1 FROM "%1$s".synchronization_jobs AS running
                         WHERE running.status = 'in-progress')
                ORDER BY next.status, next.position
                LIMIT 1
                  FOR UPDATE SKIP LOCKED)
      RETURNING *
      """;

  private static final String ADVANCE =
      """
      UPDATE "%1$s".synchronization_jobs
         SET part = $3, after_id = $4, failures = 0,
             total_loans = $5, processed_loans = $6,
             total_fees_fines = $7, processed_fees_fines = $8,
             differences = $9, repaired = $10,
             lease_until = clock_timestamp() + make_interval(secs => $11)
       WHERE id = $1 AND owner = $2 AND status = 'in-progress'
      """;

  private static final String RENEW =
      """
      UPDATE "%1$s".synchronization_jobs
         SET lease_until = clock_timestamp() + make_interval(secs => $3)
       WHERE id = $1 AND owner = $2 AND status = 'in-progress'
      """;

  private static final String FINISH =
      """
      UPDATE "%1$s".synchronization_jobs
         SET status = 'done', owner = NULL, ended_at = clock_timestamp()
       WHERE id = $1 AND owner = $2 AND status = 'in-progress'
      """;

  private static final String FAIL =
      """
      UPDATE "%1$s".synchronization_jobs
         SET errors = errors || $3::text, failures = failures + 1, owner = NULL,
             lease_until = clock_timestamp(),
             status = CASE WHEN failures + 1 >= $4 THEN 'failed' ELSE status END,
             ended_at = CASE WHEN failures + 1 >= $4 THEN clock_timestamp() END
       WHERE id = $1 AND owner = $2 AND status = 'in-progress'
      """;

  private JobTable() {}

  static Future<Void> insert(
      SqlConnection connection,
      String schema,
      UUID id,
      JobScope scope,
      RecordRange range,
      boolean dryRun) {
    return connection
        .preparedQuery(INSERT.formatted(schema))
        .execute(Tuple.of(id, scope.wire(), range.userId(), dryRun, range.after(), range.end()))
        .mapEmpty();
  }

  static Future<Optional<SynchronizationJob>> find(
      SqlConnection connection, String schema, UUID id) {
    return connection
        .preparedQuery(FIND.formatted(schema))
        .execute(Tuple.of(id))
        .map(JobTable::first);
  }

  /** Takes a job that a dead process left, or else the oldest open one. */
  static Future<Optional<SynchronizationJob>> claim(
      SqlConnection connection, String schema, UUID owner) {
    return connection
        .preparedQuery(CLAIM.formatted(schema))
        .execute(Tuple.of(owner, (double) LEASE.toSeconds()))
        .map(JobTable::first);
  }

  /**
   * Stores the progress of the job and renews its lease.
   *
   * @return false if another process has taken the job
   */
  static Future<Boolean> advance(
      SqlConnection connection,
      String schema,
      UUID owner,
      UUID job,
      RecordKind part,
      @Nullable UUID after,
      SynchronizationJob.Progress progress) {
    return connection
        .preparedQuery(ADVANCE.formatted(schema))
        .execute(
            Tuple.tuple()
                .addUUID(job)
                .addUUID(owner)
                .addString(part.name())
                .addUUID(after)
                .addLong(progress.totalLoans())
                .addLong(progress.loans())
                .addLong(progress.totalFeesFines())
                .addLong(progress.feesFines())
                .addLong(progress.differences())
                .addLong(progress.repaired())
                .addDouble((double) LEASE.toSeconds()))
        .map(updated -> updated.rowCount() == 1);
  }

  /**
   * Renews the lease of a job.
   *
   * @return false if another process has taken the job
   */
  static Future<Boolean> renew(SqlConnection connection, String schema, UUID owner, UUID job) {
    return connection
        .preparedQuery(RENEW.formatted(schema))
        .execute(Tuple.of(job, owner, (double) LEASE.toSeconds()))
        .map(updated -> updated.rowCount() == 1);
  }

  static Future<Void> finish(SqlConnection connection, String schema, UUID owner, UUID job) {
    return connection
        .preparedQuery(FINISH.formatted(schema))
        .execute(Tuple.of(job, owner))
        .mapEmpty();
  }

  /** Stores an error; the next start resumes the job, unless it has failed too often. */
  static Future<Void> fail(
      SqlConnection connection, String schema, UUID owner, UUID job, String error) {
    return connection
        .preparedQuery(FAIL.formatted(schema))
        .execute(Tuple.of(job, owner, error, MOST_FAILURES))
        .mapEmpty();
  }

  private static Optional<SynchronizationJob> first(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(SynchronizationJob.of(rows.iterator().next()));
  }
}
