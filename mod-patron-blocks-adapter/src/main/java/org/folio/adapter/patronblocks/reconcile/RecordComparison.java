/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.folio.eventbus.okapi.OkapiRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records that differ between summaries and storage. Each of them is read from storage
 * once more, because it may have changed between the two reads.
 */
final class RecordComparison<R extends StoredRecord, S extends SummaryRecord> {

  // Concurrent requests; the modules behind Okapi serve people at the same time.
  private static final int CONCURRENT_REQUESTS = 8;

  private final SummaryPart<R, S> part;

  RecordComparison(SummaryPart<R, S> part) {
    this.part = part;
  }

  /**
   * A record that may differ, as it is in storage now.
   *
   * @param patrons the patrons of the affected summaries
   */
  record Suspect<R>(UUID id, @Nullable R stored, List<UUID> patrons) {}

  /** Whether the differences of one record concern several patrons. */
  static boolean ofSeveralPatrons(List<SummaryDifference> differences) {
    return differences.stream().map(SummaryDifference::userId).distinct().count() > 1;
  }

  /**
   * Compares.
   *
   * @param records storage's open records
   * @param summaries the summaries' open records of the same range
   */
  Future<List<Suspect<R>>> of(OkapiRequest request, List<R> records, Map<UUID, S> summaries) {
    return confirm(request, suspects(records, summaries));
  }

  private Map<UUID, @Nullable S> suspects(List<R> records, Map<UUID, S> summaries) {
    Map<UUID, @Nullable S> suspects = new HashMap<>();
    Map<UUID, S> ghosts = new HashMap<>(summaries);
    for (R stored : records) {
      S summary = ghosts.remove(stored.id());
      if (!part.compare(summary, stored).isEmpty()) {
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
        id, now, part.compare(summary, now).stream().map(SummaryDifference::userId).toList());
  }
}
