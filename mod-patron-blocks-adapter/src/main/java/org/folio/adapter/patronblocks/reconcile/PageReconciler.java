/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Compares one page of storage with the summaries. What differs is asked for once more, record by
 * record, because it may have changed between the two looks; what still differs is settled patron
 * by patron.
 */
final class PageReconciler<R extends StoredRecord, S> {

  // Requests at once; the modules behind Okapi serve people at the same time.
  private static final int CONCURRENT_REQUESTS = 8;

  private final TenantDatabase database;
  private final SummaryPart<R, S> part;
  private final PatronSettlement<R, S> settlement;

  PageReconciler(TenantDatabase database, SummaryPart<R, S> part) {
    this.database = database;
    this.part = part;
    this.settlement = new PatronSettlement<>(database, part);
  }

  /** Works on the first page of a range. */
  Future<PageResult> run(OkapiRequest request, RecordRange range, JobTerms terms) {
    return part.storage()
        .page(request, range)
        .compose(
            page -> {
              UUID upTo = page.last() ? null : page.records().get(page.records().size() - 1).id();
              return database
                  .withConnection(
                      request.tenant(),
                      (connection, schema) -> part.between(connection, schema, range, upTo))
                  .map(summaries -> suspects(page.records(), summaries))
                  .compose(suspects -> confirm(request, suspects))
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

  /**
   * A record that may differ, as storage has it now.
   *
   * @param patrons those whose summaries are concerned
   */
  private record Suspect<R>(UUID id, @Nullable R stored, List<UUID> patrons) {}

  private Map<UUID, @Nullable S> suspects(List<R> records, Map<UUID, S> summaries) {
    Map<UUID, @Nullable S> suspects = new HashMap<>();
    Map<UUID, S> ghosts = new HashMap<>(summaries);
    for (R stored : records) {
      S summary = ghosts.remove(stored.id());
      if (!part.compare(stored.id(), summary, stored).isEmpty()) {
        suspects.put(stored.id(), summary);
      }
    }
    suspects.putAll(ghosts);
    return suspects;
  }

  private Future<List<Suspect<R>>> confirm(OkapiRequest request, Map<UUID, @Nullable S> suspects) {
    List<Suspect<R>> confirmed = new ArrayList<>();
    List<UUID> ids = List.copyOf(new TreeSet<>(suspects.keySet()));
    Future<?> asked = Future.succeededFuture();
    for (int i = 0; i < ids.size(); i += CONCURRENT_REQUESTS) {
      List<UUID> some = ids.subList(i, Math.min(ids.size(), i + CONCURRENT_REQUESTS));
      asked =
          asked.compose(
              before ->
                  Future.all(
                      some.stream()
                          .map(
                              id ->
                                  part.storage()
                                      .find(request, id)
                                      .onSuccess(
                                          stored ->
                                              confirmed.add(suspect(id, suspects.get(id), stored))))
                          .toList()));
    }
    return asked.map(confirmed);
  }

  private Suspect<R> suspect(UUID id, @Nullable S summary, Optional<R> stored) {
    R now = stored.orElse(null);
    return new Suspect<>(
        id, now, part.compare(id, summary, now).stream().map(Difference::userId).toList());
  }

  private Future<PatronSettlement.Settled> settleAll(
      OkapiRequest request, List<Suspect<R>> confirmed, JobTerms terms) {
    SortedMap<UUID, Map<UUID, Optional<R>>> patrons = new TreeMap<>();
    for (Suspect<R> suspect : confirmed) {
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
