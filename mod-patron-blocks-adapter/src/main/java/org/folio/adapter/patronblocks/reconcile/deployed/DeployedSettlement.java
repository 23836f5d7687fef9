/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.deployed;

import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.patronblocks.reconcile.DifferenceCause;
import org.folio.adapter.patronblocks.reconcile.DifferenceTable;
import org.folio.adapter.patronblocks.reconcile.EventEvidence;
import org.folio.adapter.patronblocks.reconcile.PatronSettlement;
import org.folio.adapter.patronblocks.reconcile.SummaryDifference;
import org.folio.adapter.patronblocks.reconcile.SummaryRecord;
import org.folio.adapter.patronblocks.reconcile.job.JobTerms;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Explains the differences of one record and repairs them by the missing events. It delivers an
 * event after the effect of the previous one.
 */
final class DeployedSettlement<R extends StoredRecord, S extends SummaryRecord> {

  // A loan that is lost and recalled needs four events: the end, the check-out, the due date and
  // the loss. If a few more do not suffice, another process changes the record at the same time.
  private static final int MOST_EVENTS = 6;

  private final TenantDatabase database;
  private final DeployedModule module;
  private final DeployedPart<R, S> part;

  DeployedSettlement(TenantDatabase database, DeployedModule module, DeployedPart<R, S> part) {
    this.database = database;
    this.module = module;
    this.part = part;
  }

  /**
   * Reads a record again, because it may have changed since the page was read, and settles the
   * remaining differences.
   */
  Future<PatronSettlement.Settled> run(OkapiRequest request, UUID userId, UUID id, JobTerms terms) {
    return part.part()
        .storage()
        .find(request, id)
        .compose(
            stored ->
                module
                    .summary(request, userId)
                    .compose(
                        summary ->
                            settle(request, userId, id, stored.orElse(null), summary, terms)));
  }

  private Future<PatronSettlement.Settled> settle(
      OkapiRequest request,
      UUID userId,
      UUID id,
      @Nullable R stored,
      DeployedSummary summary,
      JobTerms terms) {
    List<SummaryDifference> differences = differences(userId, id, stored, summary);
    if (differences.isEmpty()) {
      return Future.succeededFuture(PatronSettlement.Settled.NOTHING);
    }
    return finding(request, userId, id, stored, terms)
        .compose(
            finding ->
                terms.dryRun() || finding.cause() == DifferenceCause.LATE
                    ? note(request, terms, differences, finding, false)
                    : repair(request, userId, id, stored, summary, MOST_EVENTS)
                        .compose(
                            now ->
                                note(
                                    request,
                                    terms,
                                    differences,
                                    finding,
                                    differences(userId, id, stored, now).isEmpty())));
  }

  private List<SummaryDifference> differences(
      UUID userId, UUID id, @Nullable R stored, DeployedSummary summary) {
    return part.part().compare(part.open().apply(summary).get(id), stored).stream()
        .filter(difference -> difference.userId().equals(userId))
        .toList();
  }

  private Future<EventEvidence.Finding> finding(
      OkapiRequest request, UUID userId, UUID id, @Nullable R stored, JobTerms terms) {
    return database.withConnection(
        request.tenant(),
        (connection, schema) ->
            EventEvidence.read(
                    part.part().keys(),
                    connection,
                    schema,
                    part.subscription(),
                    part.part().key(id, userId))
                .map(
                    evidence ->
                        evidence.explain(
                            payload -> part.part().isAbout(payload, id),
                            stored,
                            // Unknown: a query of mod-patron-blocks covers the summary of one
                            // patron.
                            false,
                            terms.horizon())));
  }

  private Future<DeployedSummary> repair(
      OkapiRequest request,
      UUID userId,
      UUID id,
      @Nullable R stored,
      DeployedSummary summary,
      int events) {
    S before = part.open().apply(summary).get(id);
    Optional<RepairEvent> next = part.next().of(userId, id, before, stored);
    if (next.isEmpty() || events == 0) {
      return Future.succeededFuture(summary);
    }
    return module
        .deliver(
            request,
            part.part().key(id, userId),
            userId,
            next.get(),
            now -> !Objects.equals(before, part.open().apply(now).get(id)))
        .compose(
            now ->
                Objects.equals(before, part.open().apply(now).get(id))
                    ? Future.succeededFuture(now)
                    : repair(request, userId, id, stored, now, events - 1));
  }

  private Future<PatronSettlement.Settled> note(
      OkapiRequest request,
      JobTerms terms,
      List<SummaryDifference> differences,
      EventEvidence.Finding finding,
      boolean repaired) {
    return database.withTransaction(
        request.tenant(),
        (tx, schema) -> {
          Future<Void> written = Future.succeededFuture();
          for (SummaryDifference difference : differences) {
            written =
                written.compose(
                    before ->
                        DifferenceTable.insert(
                            tx, schema, terms.job(), difference, finding, repaired));
          }
          return written.map(
              done ->
                  new PatronSettlement.Settled(
                      differences.size(), repaired ? differences.size() : 0));
        });
  }
}
