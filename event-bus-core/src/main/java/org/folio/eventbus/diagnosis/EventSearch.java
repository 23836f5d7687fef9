/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.folio.eventbus.admin.diagnosis.EventQuestion;
import org.folio.eventbus.admin.diagnosis.Searched;

/** Searches the tables of a module for events, one table after another. */
final class EventSearch {

  private final Pool pool;
  private final Set<String> published;
  private final BooleanSupplier subscribes;
  private final int keptDays;

  EventSearch(Pool pool, Set<String> published, BooleanSupplier subscribes, int keptDays) {
    this.pool = pool;
    this.published = published;
    this.subscribes = subscribes;
    this.keptDays = keptDays;
  }

  /** The results of all tables; for an event in several tables, the newest row. */
  record Found(List<Hit> hits, List<Searched> searched, boolean limitReached) {}

  Future<Found> run(String schema, EventQuestion question) {
    Instant now = Instant.now();
    // Days are dropped as a whole, so up to a day more exists.
    Instant oldest = now.minus(Duration.ofDays(keptDays + 1L));
    List<SearchTable> tables = new ArrayList<>();
    if (mayPublish(question)) {
      tables.add(SearchTable.OUTBOX);
      tables.add(SearchTable.JOURNAL);
    }
    if (subscribes.getAsBoolean()) {
      tables.add(SearchTable.RECEIPT);
    }
    // A slow table leaves the others their share.
    Duration share = TimeBudget.DEFAULT.dividedBy(Math.max(1, tables.size()));
    List<TableSearch.Found> found = new ArrayList<>();
    Future<Void> searched = Future.succeededFuture();
    for (SearchTable table : tables) {
      searched =
          searched.compose(
              before ->
                  new TableSearch(
                          table,
                          schema,
                          question,
                          published,
                          new TimeBudget(pool, share),
                          oldest,
                          now)
                      .run()
                      .onSuccess(found::add)
                      .mapEmpty());
    }
    return searched.map(done -> together(found, question.most()));
  }

  // Neither table holds a stream of another module; scanning all rows would use up the time.
  private boolean mayPublish(EventQuestion question) {
    return question.stream() == null ? !published.isEmpty() : published.contains(question.stream());
  }

  private static Found together(List<TableSearch.Found> found, int most) {
    Map<UUID, Hit> hits = new LinkedHashMap<>();
    found.stream()
        .flatMap(one -> one.hits().stream())
        .sorted(Comparator.comparing(Hit::at).reversed())
        .forEach(hit -> hits.putIfAbsent(hit.id(), hit));
    return new Found(
        hits.values().stream().limit(most).toList(),
        found.stream().map(TableSearch.Found::searched).toList(),
        hits.size() > most || found.stream().anyMatch(TableSearch.Found::limitReached));
  }
}
