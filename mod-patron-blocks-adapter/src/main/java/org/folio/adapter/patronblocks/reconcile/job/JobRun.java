/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.job;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.folio.adapter.patronblocks.reconcile.PageReconciler;
import org.folio.adapter.patronblocks.reconcile.PageResult;
import org.folio.adapter.patronblocks.reconcile.SummaryPart;
import org.folio.adapter.patronblocks.reconcile.SummaryRecord;
import org.folio.adapter.patronblocks.reconcile.job.SynchronizationJob.Progress;
import org.folio.adapter.patronblocks.reconcile.storage.RecordKind;
import org.folio.adapter.patronblocks.reconcile.storage.RecordRange;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;

/**
 * One job in this process, from its stored position to its end, page by page. The changes of a page
 * commit before its end is stored; so a repeated page finds nothing to do.
 */
final class JobRun {

  private final TenantDatabase database;
  private final List<SummaryPart<?, ?>> parts;
  private final Supplier<Future<Duration>> lag;
  private final OkapiRequest request;
  private final JobProgress kept;

  /**
   * A run.
   *
   * @param parts in the order in which they are looked at
   * @param lag how far the subscriptions are behind
   */
  JobRun(
      TenantDatabase database,
      List<SummaryPart<?, ?>> parts,
      Supplier<Future<Duration>> lag,
      OkapiRequest request,
      JobProgress kept) {
    this.database = database;
    this.parts = parts;
    this.lag = lag;
    this.request = request;
    this.kept = kept;
  }

  /** Runs; fails if a page cannot be read or settled. What was settled before stays settled. */
  Future<Void> run() {
    SynchronizationJob job = kept.job();
    return part(index(job.part()), job.range(), job.progress());
  }

  private int index(RecordKind kind) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).kind() == kind) {
        return i;
      }
    }
    throw new IllegalStateException("Nothing compares " + kind);
  }

  private Future<Void> part(int index, RecordRange range, Progress progress) {
    return pages(new PageReconciler<>(database, parts.get(index)), index, range, progress);
  }

  private <R extends StoredRecord, S extends SummaryRecord> Future<Void> pages(
      PageReconciler<R, S> pages, int index, RecordRange range, Progress progress) {
    return lag.get()
        .compose(behind -> pages.run(request, range, kept.terms(behind)))
        .compose(
            result -> {
              RecordKind kind = parts.get(index).kind();
              Progress now = plus(progress, kind, result);
              UUID last = result.lastId();
              return last == null
                  ? endPart(index, now)
                  : kept.goOn(
                      kind, last, now, () -> pages(pages, index, range.startingAfter(last), now));
            });
  }

  private Future<Void> endPart(int index, Progress progress) {
    RecordRange whole = kept.job().whole();
    boolean wasLast = index + 1 == parts.size();
    RecordKind next = parts.get(wasLast ? index : index + 1).kind();
    return kept.goOn(
        next,
        whole.after(),
        progress,
        () -> wasLast ? kept.finish() : part(index + 1, whole, progress));
  }

  // A total is the processed part plus the rest, because records change meanwhile.
  private static Progress plus(Progress before, RecordKind kind, PageResult page) {
    long differences = before.differences() + page.differences();
    long repaired = before.repaired() + page.repaired();
    return switch (kind) {
      case LOAN ->
          new Progress(
              before.loans() + page.total(),
              before.loans() + page.records(),
              before.totalFeesFines(),
              before.feesFines(),
              differences,
              repaired);
      case FEE_FINE ->
          new Progress(
              before.totalLoans(),
              before.loans(),
              before.feesFines() + page.total(),
              before.feesFines() + page.records(),
              differences,
              repaired);
    };
  }
}
