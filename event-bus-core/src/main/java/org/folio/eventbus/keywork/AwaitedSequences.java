/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.keywork;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.Awaited;
import org.folio.eventbus.delivery.Hold;

/**
 * Finds the sequences that a subscription waits for before it reports them as gaps. Covers
 * sequences before events in the memory of this process, and before events that are parked because
 * memory is full.
 */
public final class AwaitedSequences {

  // As many as one answer about gaps shows.
  private static final int MOST_KEYS = 1_000;

  private static final String APPLIED =
      """
      SELECT stream, key, last_sequence FROM "%1$s".event_cursor
       WHERE subscription = $1
         AND (stream, key) IN (SELECT * FROM unnest($2::text[], $3::text[]))
      """;

  // A reported sequence has its own row among the gaps.
  private static final String PARKED =
      """
      SELECT stopped.stream, stopped.key, stopped.last_sequence, first.sequence, first.parked_at
        FROM "%1$s".event_cursor AS stopped
             CROSS JOIN LATERAL (
               SELECT state, sequence, parked_at FROM "%1$s".event_parked AS waiting
                WHERE waiting.subscription = stopped.subscription
                  AND waiting.stream = stopped.stream
                  AND waiting.key = stopped.key
                  AND waiting.sequence IS NOT NULL
                ORDER BY waiting.sequence
                LIMIT 1) AS first
       WHERE stopped.subscription = $1 AND stopped.parked
         AND first.state IN ('BEHIND', 'GAP') AND first.sequence > stopped.last_sequence + 1
         AND NOT EXISTS (
               SELECT 1 FROM "%1$s".event_gap AS gap
                WHERE gap.subscription = stopped.subscription AND gap.stream = stopped.stream
                  AND gap.key = stopped.key AND gap.first_sequence < first.sequence
                  AND gap.last_sequence > stopped.last_sequence)
       LIMIT $2
      """;

  private final Pool pool;
  private final ModuleSchema module;
  private final Subscription subscription;

  public AwaitedSequences(Pool pool, ModuleSchema module, Subscription subscription) {
    this.pool = pool;
    this.module = module;
    this.subscription = subscription;
  }

  /**
   * The sequences that a tenant's events wait for, oldest first.
   *
   * @param held sequences of each key in memory, and since when they wait
   */
  public Future<List<Awaited>> of(TenantId tenant, Map<StreamKey, SortedMap<Long, Instant>> held) {
    String schema = module.of(tenant);
    return inMemory(schema, held)
        .compose(
            first ->
                parked(schema)
                    .map(
                        second -> {
                          List<Awaited> all = new ArrayList<>(first);
                          all.addAll(second);
                          all.sort(Comparator.comparing(Awaited::since));
                          return all;
                        }));
  }

  private Future<List<Awaited>> inMemory(
      String schema, Map<StreamKey, SortedMap<Long, Instant>> held) {
    if (held.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    List<StreamKey> keys = held.keySet().stream().limit(MOST_KEYS).toList();
    return pool.preparedQuery(APPLIED.formatted(schema))
        .execute(
            Tuple.of(
                subscription.name(),
                keys.stream().map(StreamKey::stream).toArray(String[]::new),
                keys.stream().map(StreamKey::key).toArray(String[]::new)))
        .map(
            rows -> {
              Map<StreamKey, Long> applied = new HashMap<>();
              rows.forEach(row -> applied.put(key(row), row.getLong("last_sequence")));
              List<Awaited> awaited = new ArrayList<>();
              for (StreamKey key : keys) {
                awaited.addAll(
                    Awaited.before(
                        subscription.name(),
                        key,
                        applied.getOrDefault(key, 0L),
                        Objects.requireNonNull(held.get(key)),
                        subscription.policy().hold()));
              }
              return awaited;
            });
  }

  private Future<List<Awaited>> parked(String schema) {
    return pool.preparedQuery(PARKED.formatted(schema))
        .execute(Tuple.of(subscription.name(), MOST_KEYS))
        .map(
            rows -> {
              List<Awaited> awaited = new ArrayList<>();
              for (Row row : rows) {
                Instant since = row.getOffsetDateTime("parked_at").toInstant();
                awaited.addAll(
                    Awaited.before(
                        subscription.name(),
                        key(row),
                        row.getLong("last_sequence"),
                        new TreeMap<>(Map.of(row.getLong("sequence"), since)),
                        Hold.of(subscription)));
              }
              return awaited;
            });
  }

  private static StreamKey key(Row row) {
    return new StreamKey(row.getString("stream"), row.getString("key"));
  }
}
