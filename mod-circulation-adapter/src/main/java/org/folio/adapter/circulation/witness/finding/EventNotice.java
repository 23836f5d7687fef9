/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.finding;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.folio.adapter.circulation.witness.expect.Fact;
import org.folio.adapter.circulation.witness.round.Restatement;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.PublicationWatch;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores each loan event in the transaction that publishes it, and recognises the late original of
 * a derived event: both have the same fact, so the original is not published a second time.
 */
public final class EventNotice implements PublicationWatch {

  /**
   * How late an original is still recognised as the missing one. Later events count as separate
   * facts, which a loan can have twice: it can be lost a second time.
   */
  public static final Duration LATEST_ORIGINAL = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(EventNotice.class);

  // A tenant enabled by an older version has no tables before its upgrade; that must not fail its
  // publications.
  private static final String EXISTS = "SELECT to_regclass($1) IS NOT NULL AS found";

  // If the same fact is expected again, an event with it belongs to the new change.
  private static final String DERIVED =
      """
      SELECT id, fingerprint, grace_period, event_id, derived_event_id, derived_sequence,
             derived_key
        FROM "%1$s".witness_finding AS finding
       WHERE fingerprint = ANY ($1) AND derived_event_id IS NOT NULL
         AND (event_id IS NULL OR event_id = ANY ($2))
         AND noticed_at > clock_timestamp() - make_interval(secs => $3)
         AND NOT EXISTS (SELECT FROM "%1$s".witness_expectation AS anew
               WHERE anew.fingerprint = finding.fingerprint AND anew.state = 'WAITING'
                 AND anew.demand <> 'ALLOWED')
       ORDER BY position
      """;

  private static final String ORIGINALS =
      """
      SELECT event.id, event.fingerprint, event.type, event.stored_at, published.key,
             published.sequence
        FROM "%1$s".witness_event AS event
        JOIN "%1$s".event_published AS published USING (id)
       WHERE event.fingerprint = ANY ($1) AND event.state = 'WAITING'
       ORDER BY event.stored_at
      """;

  private static final String LATE = "A late original arrived and was not published again";

  private final Duration patience;
  private final Set<String> schemas = ConcurrentHashMap.newKeySet();

  /**
   * Stores events.
   *
   * @param patience also the maximum difference between the clocks of storage and of this database
   */
  public EventNotice(Duration patience) {
    this.patience = patience;
  }

  @Override
  public Future<Map<UUID, PublishedEvent>> publishing(
      SqlConnection tx, String schema, List<EventDraft> events) {
    List<Draft> derived = new ArrayList<>();
    List<Draft> originals = new ArrayList<>();
    for (EventDraft event : events) {
      String origin = event.correlation().derivedFrom();
      if (!Fact.TYPES.contains(event.type()) || origin != null && Restatement.isOrigin(origin)) {
        continue;
      }
      if (origin == null && isHistory(event)) {
        continue;
      }
      (origin == null ? originals : derived).add(Draft.of(event));
    }
    if (derived.isEmpty() && originals.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return installed(tx, schema)
        .compose(
            installed ->
                installed
                    ? noted(tx, schema, originals)
                        .compose(
                            late -> overtaken(tx, schema, derived).map(done -> both(late, done)))
                    : Future.succeededFuture(Map.of()));
  }

  // Imported events of the past belong to records that will not be read any more.
  private static boolean isHistory(EventDraft event) {
    Instant time = event.time();
    return time != null && time.isBefore(Instant.now().minus(LATEST_ORIGINAL));
  }

  /** A draft and its fact. */
  private record Draft(EventDraft event, String fingerprint, @Nullable String gracePeriod) {
    static Draft of(EventDraft event) {
      return new Draft(
          event, Fact.fingerprint(event.type(), event.payload()), graceOf(event.payload()));
    }

    UUID id() {
      return Objects.requireNonNull(event.id());
    }
  }

  public static @Nullable String graceOf(JsonObject payload) {
    return payload.getValue(Fact.GRACE_PERIOD) instanceof JsonObject grace
        ? grace.getValue("duration") + " " + grace.getValue("intervalId")
        : null;
  }

  private Future<Boolean> installed(SqlConnection tx, String schema) {
    if (schemas.contains(schema)) {
      return Future.succeededFuture(true);
    }
    return tx.preparedQuery(EXISTS)
        .execute(Tuple.of("\"" + schema + "\".witness_event"))
        .map(rows -> rows.iterator().next().getBoolean("found"))
        .onSuccess(
            found -> {
              if (found) {
                schemas.add(schema);
              }
            });
  }

  private static Future<Map<UUID, PublishedEvent>> noted(
      SqlConnection tx, String schema, List<Draft> originals) {
    if (originals.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return tx.preparedQuery(DERIVED.formatted(schema))
        .execute(
            Tuple.of(
                originals.stream().map(Draft::fingerprint).distinct().toArray(String[]::new),
                originals.stream().map(Draft::id).toArray(UUID[]::new),
                (double) LATEST_ORIGINAL.toSeconds()))
        .compose(
            rows -> {
              List<Row> findings = new ArrayList<>();
              rows.forEach(findings::add);
              return findings.isEmpty()
                  ? EventTable.insert(tx, schema, noticed(originals)).map(Map.of())
                  : recognise(tx, schema, originals, findings);
            });
  }

  private static Future<Map<UUID, PublishedEvent>> recognise(
      SqlConnection tx, String schema, List<Draft> originals, List<Row> findings) {
    Map<UUID, PublishedEvent> told = new HashMap<>();
    List<Draft> fresh = new ArrayList<>();
    Future<Void> resolved = Future.succeededFuture();
    for (Draft original : originals) {
      Row finding = take(findings, original);
      if (finding == null) {
        fresh.add(original);
        continue;
      }
      told.put(
          original.id(),
          new PublishedEvent(
              finding.getUUID("derived_event_id"),
              original.event().type(),
              EventCatalog.LOAN_EVENTS,
              finding.getString("derived_key"),
              finding.getLong("derived_sequence"),
              true));
      LOG.info(
          "{} {} {} is not published: the witness has already published the same change as event {}",
          LogCode.ORIGINAL_LATE,
          original.event().type(),
          original.id(),
          finding.getUUID("derived_event_id"));
      resolved =
          resolved.compose(
              done -> FindingTable.resolve(tx, schema, finding.getUUID("id"), original.id(), LATE));
    }
    return resolved.compose(done -> EventTable.insert(tx, schema, noticed(fresh))).map(told);
  }

  // An original with a grace period that the derived event lacked is not a repetition.
  private static @Nullable Row take(List<Row> findings, Draft original) {
    for (Row finding : findings) {
      UUID known = finding.getUUID("event_id");
      if (finding.getString("fingerprint").equals(original.fingerprint())
          && (known == null || known.equals(original.id()))
          && (original.gracePeriod() == null
              || original.gracePeriod().equals(finding.getString("grace_period")))) {
        findings.remove(finding);
        return finding;
      }
    }
    return null;
  }

  // The original was published while this transaction waited for the lock of the key.
  private Future<Map<UUID, PublishedEvent>> overtaken(
      SqlConnection tx, String schema, List<Draft> derived) {
    if (derived.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return tx.preparedQuery(ORIGINALS.formatted(schema))
        .execute(
            Tuple.tuple()
                .addValue(
                    derived.stream().map(Draft::fingerprint).distinct().toArray(String[]::new)))
        .map(
            rows -> {
              List<Row> found = new ArrayList<>();
              rows.forEach(found::add);
              Map<UUID, PublishedEvent> told = new HashMap<>();
              for (Draft draft : derived) {
                found.stream()
                    .filter(row -> isOriginal(row, draft))
                    .findFirst()
                    .ifPresent(
                        row -> {
                          found.remove(row);
                          told.put(draft.id(), original(row));
                        });
              }
              return told;
            });
  }

  private boolean isOriginal(Row row, Draft draft) {
    Instant changedAt = Objects.requireNonNull(draft.event().time());
    return row.getString("fingerprint").equals(draft.fingerprint())
        && !row.getOffsetDateTime("stored_at").toInstant().isBefore(changedAt.minus(patience));
  }

  private static PublishedEvent original(Row row) {
    return new PublishedEvent(
        row.getUUID("id"),
        row.getString("type"),
        EventCatalog.LOAN_EVENTS,
        row.getString("key"),
        row.getLong("sequence"),
        true);
  }

  // The loan's id may have a form that only schemas allow; then no record of storage can match.
  private static List<NoticedEvent> noticed(List<Draft> drafts) {
    List<NoticedEvent> noticed = new ArrayList<>();
    for (Draft draft : drafts) {
      StrictUuid.parse(Fact.loanId(draft.event().payload()))
          .ifPresent(
              loan ->
                  noticed.add(
                      new NoticedEvent(
                          draft.id(),
                          loan,
                          draft.event().type(),
                          draft.fingerprint(),
                          draft.event().correlation().requestId(),
                          Instant.EPOCH)));
    }
    return noticed;
  }

  private static Map<UUID, PublishedEvent> both(
      Map<UUID, PublishedEvent> some, Map<UUID, PublishedEvent> others) {
    Map<UUID, PublishedEvent> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }
}
