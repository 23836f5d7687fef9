/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.TransactionalHandler;

/**
 * The projection as a module's developer writes it for batches. It merges all changes of a batch to
 * a row, and one statement writes all rows.
 */
final class BatchProjection implements TransactionalHandler {

  private static final String APPLY =
      """
      WITH changed AS (
        INSERT INTO "%1$s".loan AS old (id, user_id, open, due_date, last_event, changed_at)
        SELECT id, user_id, open, due_date, last_event, now()
          FROM unnest($1::uuid[], $2::uuid[], $3::boolean[], $4::timestamptz[], $5::uuid[])
            AS new (id, user_id, open, due_date, last_event)
        ON CONFLICT (id) DO UPDATE SET open = excluded.open,
          due_date = coalesce(excluded.due_date, old.due_date),
          last_event = excluded.last_event, changed_at = excluded.changed_at)
      INSERT INTO "%1$s".patron AS old (user_id, open_loans, events)
      SELECT * FROM unnest($6::uuid[], $7::integer[], $8::bigint[])
      ON CONFLICT (user_id) DO UPDATE SET open_loans = old.open_loans + excluded.open_loans,
        events = old.events + excluded.events
      """;
  private static final String MARK =
      """
      INSERT INTO "%1$s".applied_event SELECT * FROM unnest($1::uuid[])
      """;

  private final boolean marked;

  BatchProjection(boolean marked) {
    this.marked = marked;
  }

  private record Count(int openLoans, long events) {

    Count plus(int delta) {
      return new Count(openLoans + delta, events + 1);
    }
  }

  @Override
  public Future<Void> handle(EventBatch batch, SqlConnection tx) {
    List<LoanChange> changes = new ArrayList<>(batch.events().size());
    for (Event event : batch.events()) {
      JsonObject json = event.json();
      changes.add(
          LoanChange.of(
              event.id(),
              event.type(),
              json.getString("userId"),
              json.getString("loanId"),
              json.getString("dueDate")));
    }
    Future<Void> applied =
        tx.preparedQuery(APPLY.formatted(batch.schema())).execute(parameters(changes)).mapEmpty();
    return marked ? applied.compose(done -> mark(batch, tx)) : applied;
  }

  private static Future<Void> mark(EventBatch batch, SqlConnection tx) {
    UUID[] ids = batch.events().stream().map(Event::id).toArray(UUID[]::new);
    return tx.preparedQuery(MARK.formatted(batch.schema())).execute(Tuple.of(ids)).mapEmpty();
  }

  private static Tuple parameters(List<LoanChange> changes) {
    Map<UUID, LoanChange> loans = new LinkedHashMap<>();
    Map<UUID, Count> patrons = new LinkedHashMap<>();
    for (LoanChange change : changes) {
      loans.merge(change.loan(), change, BatchProjection::later);
      patrons.merge(
          change.user(),
          new Count(change.delta(), 1),
          (before, one) -> before.plus(one.openLoans()));
    }
    var rows = loans.values();
    return Tuple.tuple()
        .addValue(rows.stream().map(LoanChange::loan).toArray(UUID[]::new))
        .addValue(rows.stream().map(LoanChange::user).toArray(UUID[]::new))
        .addValue(rows.stream().map(LoanChange::open).toArray(Boolean[]::new))
        .addValue(rows.stream().map(LoanChange::dueDate).toArray(OffsetDateTime[]::new))
        .addValue(rows.stream().map(LoanChange::event).toArray(UUID[]::new))
        .addValue(patrons.keySet().toArray(UUID[]::new))
        .addValue(patrons.values().stream().map(Count::openLoans).toArray(Integer[]::new))
        .addValue(patrons.values().stream().map(Count::events).toArray(Long[]::new));
  }

  private static LoanChange later(LoanChange before, LoanChange after) {
    return new LoanChange(
        after.event(),
        after.user(),
        after.loan(),
        after.open(),
        after.dueDate() == null ? before.dueDate() : after.dueDate(),
        0);
  }
}
