/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.diagnosis;

import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.admin.diagnosis.EventQuestion;
import org.folio.eventbus.admin.diagnosis.Searched;
import org.jspecify.annotations.Nullable;

/**
 * A search in one table. With a key it uses the key's index; otherwise it goes back in time,
 * interval by interval, until it has enough rows or the time is up. So the answer is fast however
 * large the table is, and says how far the search went.
 */
final class TableSearch {

  // A large library publishes a hundred events a second at its busiest: some thousand rows.
  private static final Duration FIRST_STRETCH = Duration.ofMinutes(1);

  // Each further interval is this many times longer: a quarter of a year takes ten of them.
  private static final int GROWTH = 4;

  // An interval that took too long is tried again with this fraction of it.
  private static final int SHRINKAGE = 16;

  private static final Duration SHORTEST = Duration.ofMillis(100);

  private static final String NO_OPERATION =
      "Receipts hold no operation; ask the publishing module and go on with the ids of its events";

  // Of the remaining time, so that an interval that is too long leaves time for a shorter one.
  private static final double SHARE = 0.5;

  private final SearchTable table;
  private final String schema;
  private final EventQuestion question;
  private final Set<String> streams;
  private final TimeBudget budget;
  private final @Nullable String key;
  private final @Nullable String mentioned;
  private final @Nullable UUID operation;
  private final Instant from;
  private final Instant to;
  private final List<Hit> hits = new ArrayList<>();

  /**
   * The result of one table.
   *
   * @param limitReached whether it has more rows than the maximum
   */
  record Found(List<Hit> hits, Searched searched, boolean limitReached) {}

  /**
   * A search that has not started.
   *
   * @param streams the streams that the table may hold, for its index
   * @param oldest the beginning of what is kept
   */
  TableSearch(
      SearchTable table,
      String schema,
      EventQuestion question,
      Set<String> streams,
      TimeBudget budget,
      Instant oldest,
      Instant now) {
    this.table = table;
    this.schema = schema;
    this.question = question;
    this.streams = question.stream() == null ? streams : Set.of(question.stream());
    this.budget = budget;
    boolean asKey = !table.payload() && question.key() == null;
    this.key = asKey ? question.mentioned() : question.key();
    this.mentioned = table.payload() ? question.mentioned() : null;
    this.operation = table.payload() ? question.operation() : null;
    this.from =
        question.from() == null || question.from().isBefore(oldest) ? oldest : question.from();
    this.to = question.to() == null || question.to().isAfter(now) ? now : question.to();
  }

  Future<Found> run() {
    if (key == null && question.operation() != null && !table.payload()) {
      return Future.succeededFuture(
          new Found(
              List.of(),
              new Searched(table.title(), "not at all", null, null, false, NO_OPERATION),
              false));
    }
    return key == null && operation == null && table.byTime() ? back(to, FIRST_STRETCH) : atOnce();
  }

  private Future<Found> atOnce() {
    String by = key != null ? "by key" : operation != null ? "by operation" : "row by row";
    return budget
        .read(SHARE, tx -> query(tx, question.from() == null ? null : from, question.to()))
        .map(
            found -> {
              found.ifPresent(hits::addAll);
              return found(by, found.isPresent() ? from : to, found.isPresent());
            });
  }

  private Future<Found> back(Instant end, Duration stretch) {
    if (!end.isAfter(from)) {
      return Future.succeededFuture(found("by time", from, true));
    }
    if (hits.size() > question.most() || budget.spent() || stretch.compareTo(SHORTEST) < 0) {
      return Future.succeededFuture(found("by time", end, hits.size() > question.most()));
    }
    Instant begin = end.minus(stretch).isBefore(from) ? from : end.minus(stretch);
    return budget
        .read(SHARE, tx -> query(tx, begin, end))
        .compose(
            (Optional<List<Hit>> found) -> {
              if (found.isEmpty()) {
                return back(end, stretch.dividedBy(SHRINKAGE));
              }
              hits.addAll(found.get());
              return back(begin, stretch.multipliedBy(GROWTH));
            });
  }

  private Found found(String by, Instant reached, boolean complete) {
    boolean limitReached = hits.size() > question.most();
    String note = note(complete);
    boolean unseen = note != null && question.key() == null;
    return new Found(
        hits.stream().limit(question.most()).toList(),
        new Searched(table.title(), by, reached, to, complete && !unseen, note),
        limitReached);
  }

  private @Nullable String note(boolean complete) {
    if (!complete) {
      return "Older rows were not searched, because it would have taken too long; narrow from and to, or give a key";
    }
    if (table.payload()) {
      return null;
    }
    if (question.mentioned() != null) {
      return question.key() == null
          ? "Receipts hold no payload, so a search here finds only keys; ask the publishing module and continue with the ids of its events"
          : "Receipts hold no payload: all events of the key are shown, whatever they mention";
    }
    return question.operation() == null
        ? null
        : "Receipts hold no operation: all events of the key are shown";
  }

  private Future<List<Hit>> query(
      SqlConnection tx, @Nullable Instant begin, @Nullable Instant end) {
    Tuple parameters =
        Tuple.tuple()
            .addString(key)
            .addString(mentioned == null ? null : Json.encode(mentioned))
            .addString(question.stream())
            .addString(question.type())
            .addOffsetDateTime(begin == null ? null : begin.atOffset(ZoneOffset.UTC))
            .addOffsetDateTime(end == null ? null : end.atOffset(ZoneOffset.UTC))
            .addInteger(question.most() + 1);
    if (key != null && table.payload()) {
      parameters.addArrayOfString(streams.toArray(String[]::new));
    }
    if (operation != null) {
      parameters.addUUID(operation);
    }
    return tx.preparedQuery(table.statement(schema, key != null, operation != null))
        .execute(parameters)
        .map(
            rows -> {
              List<Hit> found = new ArrayList<>();
              rows.forEach(row -> found.add(Hit.of(row)));
              return found;
            });
  }
}
