/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.job;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.folio.adapter.patronblocks.reconcile.EventEvidence;
import org.folio.adapter.patronblocks.reconcile.job.SynchronizationJob.Progress;
import org.folio.adapter.patronblocks.reconcile.storage.RecordKind;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.TenantDatabase;
import org.jspecify.annotations.Nullable;

/** The progress of a job, stored in the database while this process has its lease. */
public final class JobProgress {

  private final TenantDatabase database;
  private final TenantId tenant;
  private final UUID owner;
  private final SynchronizationJob job;

  JobProgress(TenantDatabase database, TenantId tenant, UUID owner, SynchronizationJob job) {
    this.database = database;
    this.tenant = tenant;
    this.owner = owner;
    this.job = job;
  }

  public SynchronizationJob job() {
    return job;
  }

  /** The terms for the next page, given the lag of the subscriptions. */
  public JobTerms terms(Duration behind) {
    return new JobTerms(job.id(), job.dryRun(), EventEvidence.horizon(behind));
  }

  /** Stores the progress; a job that another process has taken over is left to it. */
  public Future<Void> goOn(
      RecordKind part, @Nullable UUID after, Progress progress, Supplier<Future<Void>> rest) {
    return database
        .withConnection(
            tenant,
            (connection, schema) ->
                JobTable.advance(connection, schema, owner, job.id(), part, after, progress))
        .compose(ours -> ours ? rest.get() : Future.succeededFuture());
  }

  /** Renews the lease; false if another process has taken the job over. */
  public Future<Boolean> renew() {
    return database.withConnection(
        tenant, (connection, schema) -> JobTable.renew(connection, schema, owner, job.id()));
  }

  /** Stores the end. */
  public Future<Void> finish() {
    return database.withConnection(
        tenant, (connection, schema) -> JobTable.finish(connection, schema, owner, job.id()));
  }
}
