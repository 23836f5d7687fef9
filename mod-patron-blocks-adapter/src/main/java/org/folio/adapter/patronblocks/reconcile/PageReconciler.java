/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.folio.adapter.patronblocks.reconcile.job.JobTerms;
import org.folio.adapter.patronblocks.reconcile.storage.RecordRange;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;

/**
 * Compares one page of storage with the summaries, and settles the differences patron by patron.
 */
public final class PageReconciler<R extends StoredRecord, S extends SummaryRecord> {

  private final TenantDatabase database;
  private final SummaryPart<R, S> part;
  private final RecordComparison<R, S> comparison;
  private final PatronSettlement<R, S> settlement;

  public PageReconciler(TenantDatabase database, SummaryPart<R, S> part) {
    this.database = database;
    this.part = part;
    this.comparison = new RecordComparison<>(part);
    this.settlement = new PatronSettlement<>(database, part);
  }

  /** Works on the first page of a range. */
  public Future<PageResult> run(OkapiRequest request, RecordRange range, JobTerms terms) {
    return part.storage()
        .page(request, range)
        .compose(
            page -> {
              UUID upTo = page.last() ? null : page.records().get(page.records().size() - 1).id();
              return database
                  .withConnection(
                      request.tenant(),
                      (connection, schema) -> part.read(connection, schema, range.ids(upTo), null))
                  .compose(summaries -> comparison.of(request, page.records(), summaries))
                  .compose(confirmed -> settleAll(request, confirmed, terms))
                  .map(
                      settled ->
                          new PageResult(
                              page.records().size(),
                              page.total(),
                              upTo,
                              settled.differences(),
                              settled.repaired()));
            });
  }

  private Future<PatronSettlement.Settled> settleAll(
      OkapiRequest request, List<RecordComparison.Suspect<R>> confirmed, JobTerms terms) {
    SortedMap<UUID, Map<UUID, Optional<R>>> patrons = new TreeMap<>();
    for (RecordComparison.Suspect<R> suspect : confirmed) {
      for (UUID patron : suspect.patrons()) {
        patrons
            .computeIfAbsent(patron, none -> new HashMap<>())
            .put(suspect.id(), Optional.ofNullable(suspect.stored()));
      }
    }
    Future<PatronSettlement.Settled> settled =
        Future.succeededFuture(PatronSettlement.Settled.NOTHING);
    for (var patron : patrons.entrySet()) {
      settled =
          settled.compose(
              before ->
                  settlement
                      .run(request.tenant(), patron.getKey(), patron.getValue(), terms)
                      .map(before::plus));
    }
    return settled;
  }
}
