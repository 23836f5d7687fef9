/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.finding;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.adapter.circulation.witness.expect.ExpectationTable;
import org.jspecify.annotations.Nullable;

/** Pairs expectations with events of the same fact, one to one. */
public final class Matching {

  // The events of a minute at the largest library; the next round pairs the rest.
  private static final int MOST = 5_000;

  // Events that mod-circulation publishes are paired before those it does not, and optional ones
  // last.
  private static final String EXPECTATIONS =
      """
      SELECT position, fingerprint, changed_at, finding_id
        FROM "%1$s".witness_expectation AS expectation
       WHERE state IN ('WAITING', 'REPORTED') AND EXISTS (
           SELECT FROM "%1$s".witness_event AS event
            WHERE event.fingerprint = expectation.fingerprint
              AND event.state IN ('WAITING', 'REPORTED')
              AND event.stored_at >= expectation.changed_at - make_interval(secs => $1))
       ORDER BY array_position(ARRAY['REQUIRED', 'BY_RULE', 'ALLOWED'], demand), changed_at, position
       LIMIT $2
      """;

  private static final String EVENTS =
      """
      SELECT id, fingerprint, stored_at, finding_id FROM "%s".witness_event
       WHERE fingerprint = ANY ($1) AND state IN ('WAITING', 'REPORTED') ORDER BY stored_at
      """;

  private static final String CAME_LATE = "The event came after it had been reported as missing";
  private static final String EXPLAINED = "Storage's record of the change came late";

  private Matching() {}

  private record Open(
      long position, String fingerprint, Instant changedAt, @Nullable UUID finding) {}

  private record Came(UUID id, Instant storedAt, @Nullable UUID finding) {}

  private record Pair(Open expectation, Came event) {}

  /**
   * Pairs what can be paired.
   *
   * @param patience also the maximum difference between the clocks of storage and of this database
   */
  public static Future<Void> run(SqlConnection tx, String schema, Duration patience) {
    return tx.preparedQuery(EXPECTATIONS.formatted(schema))
        .execute(Tuple.of(ExpectationTable.seconds(patience), MOST))
        .compose(
            rows -> {
              List<Open> open = new ArrayList<>();
              rows.forEach(row -> open.add(open(row)));
              return open.isEmpty()
                  ? Future.succeededFuture()
                  : events(tx, schema, open)
                      .compose(events -> settle(tx, schema, pairs(open, events, patience)));
            });
  }

  private static Future<Map<String, List<Came>>> events(
      SqlConnection tx, String schema, List<Open> open) {
    return tx.preparedQuery(EVENTS.formatted(schema))
        .execute(
            Tuple.tuple()
                .addValue(open.stream().map(Open::fingerprint).distinct().toArray(String[]::new)))
        .map(
            rows -> {
              Map<String, List<Came>> events = new HashMap<>();
              for (Row row : rows) {
                events
                    .computeIfAbsent(row.getString("fingerprint"), none -> new ArrayList<>())
                    .add(
                        new Came(
                            row.getUUID("id"),
                            row.getOffsetDateTime("stored_at").toInstant(),
                            row.getUUID("finding_id")));
              }
              return events;
            });
  }

  // The events allowed for a later change are among those allowed for an earlier one, so taking the
  // earliest for each in turn leaves the most pairs.
  private static List<Pair> pairs(
      List<Open> open, Map<String, List<Came>> events, Duration patience) {
    List<Pair> pairs = new ArrayList<>();
    for (Open expectation : open) {
      Instant earliest = expectation.changedAt().minus(patience);
      Iterator<Came> candidates =
          events.getOrDefault(expectation.fingerprint(), List.of()).iterator();
      while (candidates.hasNext()) {
        Came event = candidates.next();
        if (!event.storedAt().isBefore(earliest)) {
          pairs.add(new Pair(expectation, event));
          candidates.remove();
          break;
        }
      }
    }
    return pairs;
  }

  private static Future<Void> settle(SqlConnection tx, String schema, List<Pair> pairs) {
    Future<Void> settled =
        ExpectationTable.settle(
                tx,
                schema,
                pairs.stream()
                    .map(
                        pair ->
                            new ExpectationTable.Settled(
                                pair.expectation().position(),
                                "MET",
                                pair.event().id(),
                                pair.expectation().finding()))
                    .toList())
            .compose(
                done ->
                    EventTable.met(
                        tx, schema, pairs.stream().map(pair -> pair.event().id()).toList()));
    for (Pair pair : pairs.stream().filter(Matching::wasReported).toList()) {
      settled = settled.compose(done -> resolve(tx, schema, pair));
    }
    return settled;
  }

  private static boolean wasReported(Pair pair) {
    return pair.expectation().finding() != null || pair.event().finding() != null;
  }

  private static Future<Void> resolve(SqlConnection tx, String schema, Pair pair) {
    UUID missing = pair.expectation().finding();
    UUID unfounded = pair.event().finding();
    Future<Void> resolved =
        missing == null
            ? Future.succeededFuture()
            : FindingTable.resolve(tx, schema, missing, pair.event().id(), CAME_LATE);
    return unfounded == null
        ? resolved
        : resolved.compose(
            done -> FindingTable.resolve(tx, schema, unfounded, pair.event().id(), EXPLAINED));
  }

  private static Open open(Row row) {
    return new Open(
        row.getLong("position"),
        row.getString("fingerprint"),
        row.getOffsetDateTime("changed_at").toInstant(),
        row.getUUID("finding_id"));
  }
}
