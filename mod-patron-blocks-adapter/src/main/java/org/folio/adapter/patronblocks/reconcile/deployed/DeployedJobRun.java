/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.deployed;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.folio.adapter.patronblocks.reconcile.PatronSettlement;
import org.folio.adapter.patronblocks.reconcile.SummaryFeeFine;
import org.folio.adapter.patronblocks.reconcile.SummaryLoan;
import org.folio.adapter.patronblocks.reconcile.SummaryRecord;
import org.folio.adapter.patronblocks.reconcile.deployed.PatronPage.StoredPatron;
import org.folio.adapter.patronblocks.reconcile.job.JobProgress;
import org.folio.adapter.patronblocks.reconcile.job.JobTerms;
import org.folio.adapter.patronblocks.reconcile.job.SynchronizationJob.Progress;
import org.folio.adapter.patronblocks.reconcile.storage.RecordKind;
import org.folio.adapter.patronblocks.reconcile.storage.RecordRange;
import org.folio.adapter.patronblocks.reconcile.storage.StoredAccount;
import org.folio.adapter.patronblocks.reconcile.storage.StoredLoan;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;

/**
 * Runs one job for the summaries of a deployed mod-patron-blocks in this process, from the stored
 * position to the end. It processes one patron after another in the order of their ids.
 */
public final class DeployedJobRun {

  // Concurrent requests; the modules behind Okapi serve staff at the same time.
  private static final int CONCURRENT_REQUESTS = 8;

  private final DeployedModule module;
  private final Supplier<Future<Duration>> lag;
  private final OkapiRequest request;
  private final JobProgress kept;
  private final PatronPages pages;
  private final DeployedPart<StoredLoan, SummaryLoan> loans;
  private final DeployedPart<StoredAccount, SummaryFeeFine> feesFines;
  private final DeployedSettlement<StoredLoan, SummaryLoan> settleLoan;
  private final DeployedSettlement<StoredAccount, SummaryFeeFine> settleFeeFine;

  /**
   * Creates a run.
   *
   * @param client reads the records of storage
   * @param lag the lag of the subscriptions
   */
  public DeployedJobRun(
      TenantDatabase database,
      OkapiClient client,
      Keys keys,
      DeployedModule module,
      Supplier<Future<Duration>> lag,
      OkapiRequest request,
      JobProgress kept) {
    this.module = module;
    this.lag = lag;
    this.request = request;
    this.kept = kept;
    this.loans = DeployedPart.loans(client, keys);
    this.feesFines = DeployedPart.feesFines(client, keys);
    this.pages = new PatronPages(database, loans.part().storage(), feesFines.part().storage());
    this.settleLoan = new DeployedSettlement<>(database, module, loans);
    this.settleFeeFine = new DeployedSettlement<>(database, module, feesFines);
  }

  /** Runs the job; fails if a page cannot be read or settled. Settled patrons stay settled. */
  public Future<Void> run() {
    return pages(kept.job().range(), kept.job().progress());
  }

  private Future<Void> pages(RecordRange range, Progress before) {
    return lag.get()
        .compose(
            behind ->
                pages
                    .page(request, range)
                    .compose(
                        page ->
                            settle(page, kept.terms(behind))
                                .compose(
                                    settled -> goOn(range, page, plus(before, page, settled)))));
  }

  private Future<Void> goOn(RecordRange range, PatronPage page, Progress now) {
    UUID last = page.last();
    return kept.goOn(
        RecordKind.LOAN,
        last,
        now,
        () -> last == null ? kept.finish() : pages(range.startingAfter(last), now));
  }

  private Future<PatronSettlement.Settled> settle(PatronPage page, JobTerms terms) {
    List<Suspect> suspects = new ArrayList<>();
    Future<?> looked = Future.succeededFuture();
    List<Map.Entry<String, StoredPatron>> patrons = List.copyOf(page.patrons().entrySet());
    for (int i = 0; i < patrons.size(); i += CONCURRENT_REQUESTS) {
      var some = patrons.subList(i, Math.min(patrons.size(), i + CONCURRENT_REQUESTS));
      looked =
          looked.compose(
              before ->
                  Future.all(
                      some.stream()
                          .map(patron -> look(UUID.fromString(patron.getKey()), patron.getValue()))
                          .map(found -> found.onSuccess(suspects::addAll))
                          .toList()));
    }
    return looked.compose(all -> settle(suspects, terms));
  }

  /** A record about which a summary and storage may differ. */
  private record Suspect(UUID userId, UUID id, RecordKind kind) {}

  private Future<List<Suspect>> look(UUID userId, StoredPatron stored) {
    return module
        .summary(request, userId)
        .map(
            summary -> {
              List<Suspect> suspects = new ArrayList<>();
              addSuspects(suspects, userId, loans, summary, stored.loans());
              addSuspects(suspects, userId, feesFines, summary, stored.accounts());
              return suspects;
            });
  }

  private static <R extends StoredRecord, S extends SummaryRecord> void addSuspects(
      List<Suspect> suspects,
      UUID userId,
      DeployedPart<R, S> part,
      DeployedSummary summary,
      Map<UUID, R> stored) {
    Map<UUID, S> open = part.open().apply(summary);
    TreeSet<UUID> ids = new TreeSet<>(stored.keySet());
    ids.addAll(open.keySet());
    for (UUID id : ids) {
      if (!part.part().compare(open.get(id), stored.get(id)).isEmpty()) {
        suspects.add(new Suspect(userId, id, part.part().kind()));
      }
    }
  }

  private Future<PatronSettlement.Settled> settle(List<Suspect> suspects, JobTerms terms) {
    Future<PatronSettlement.Settled> settled =
        Future.succeededFuture(PatronSettlement.Settled.NOTHING);
    for (Suspect suspect : suspects) {
      settled =
          settled.compose(
              before ->
                  kept.renew()
                      .compose(
                          ours ->
                              ours
                                  ? settle(suspect, terms).map(before::plus)
                                  : Future.succeededFuture(before)));
    }
    return settled;
  }

  private Future<PatronSettlement.Settled> settle(Suspect suspect, JobTerms terms) {
    return switch (suspect.kind()) {
      case LOAN -> settleLoan.run(request, suspect.userId(), suspect.id(), terms);
      case FEE_FINE -> settleFeeFine.run(request, suspect.userId(), suspect.id(), terms);
    };
  }

  // A total is the processed part plus the rest, because records change during the run.
  private static Progress plus(Progress before, PatronPage page, PatronSettlement.Settled settled) {
    return new Progress(
        before.loans() + page.totalLoans(),
        before.loans() + page.loans(),
        before.feesFines() + page.totalFeesFines(),
        before.feesFines() + page.feesFines(),
        before.differences() + settled.differences(),
        before.repaired() + settled.repaired());
  }
}
