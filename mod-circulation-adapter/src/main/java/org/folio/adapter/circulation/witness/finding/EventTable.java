/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.finding;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.circulation.witness.WitnessMode;
import org.folio.adapter.circulation.witness.WitnessSettings;
import org.folio.adapter.circulation.witness.expect.ExpectationTable;
import org.folio.adapter.circulation.witness.expect.Fact;
import org.jspecify.annotations.Nullable;

/** Loan events that were published, table {@code witness_event}. */
public final class EventTable {

  private static final String INSERT =
      """
      WITH begun AS (
        UPDATE "%1$s".witness_tenant SET started_at = clock_timestamp() WHERE started_at IS NULL)
      INSERT INTO "%1$s".witness_event (id, loan_id, type, fingerprint, request_id)
      SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
      """;

  // An event with a fact that already had its event is a repetition.
  private static final String REPEATED =
      """
      UPDATE "%1$s".witness_event AS event SET state = 'REPEATED'
       WHERE state = 'WAITING' AND stored_at <= clock_timestamp() + make_interval(secs => $1)
         AND EXISTS (
           SELECT FROM "%1$s".witness_expectation AS met
            WHERE met.fingerprint = event.fingerprint AND met.state IN ('MET', 'SETTLED')
              AND met.changed_at <= event.stored_at + make_interval(secs => $2))
      """;

  // mod-circulation repeats the due date whenever a request concerns the item (contract:
  // circulation storage 2.6). The due date of a loan that was never seen is unknown.
  private static final String ACCEPTED =
      """
      UPDATE "%1$s".witness_event AS event SET state = 'ACCEPTED'
       WHERE state = 'WAITING' AND type = $2
         AND stored_at <= clock_timestamp() + make_interval(secs => $1)
         AND (EXISTS (SELECT FROM "%1$s".witness_loan AS loan
                WHERE loan.loan_id = event.loan_id AND loan.due_date_fact = event.fingerprint)
           OR $3 AND NOT EXISTS (SELECT FROM "%1$s".witness_loan AS loan
                WHERE loan.loan_id = event.loan_id))
      """;

  // Events published before storage's first record cannot be compared. It continues to wait: an
  // older record may still be on another partition.
  private static final String UNFOUNDED =
      """
      SELECT event.id, event.loan_id, event.type, event.fingerprint, event.request_id,
             event.stored_at,
             coalesce(loan.blurred_at > event.stored_at - make_interval(secs => $2), false)
               AS blurred
        FROM "%1$s".witness_event AS event
        LEFT JOIN "%1$s".witness_loan AS loan USING (loan_id)
       CROSS JOIN "%1$s".witness_tenant AS tenant
       WHERE event.state = 'WAITING'
         AND event.stored_at >= tenant.first_record_at - make_interval(secs => $2)
         AND event.stored_at <= clock_timestamp() + make_interval(secs => $1)
       ORDER BY event.stored_at LIMIT $3
      """;

  private static final String EARLY =
      """
      UPDATE "%1$s".witness_event AS event SET state = 'ACCEPTED'
        FROM "%1$s".witness_tenant AS tenant
       WHERE event.state = 'WAITING'
         AND event.stored_at <= CASE WHEN $1 THEN tenant.installed_at ELSE tenant.started_at END
               + make_interval(secs => $2)
         AND event.stored_at <= clock_timestamp() + make_interval(secs => $3)
      """;

  private static final String STATE =
      """
      UPDATE "%s".witness_event SET state = $2, finding_id = $3
       WHERE id = $1 AND state = 'WAITING'
      """;

  private static final String MET =
      "UPDATE \"%s\".witness_event SET state = 'MET' WHERE id = ANY ($1)";

  private EventTable() {}

  /**
   * An event without a change.
   *
   * @param blurred whether a write of the loan was seen only in part at about that time
   */
  public record Unfounded(NoticedEvent event, boolean blurred) {}

  /** Stores events within the transaction that publishes them. */
  static Future<Void> insert(SqlConnection tx, String schema, List<NoticedEvent> events) {
    if (events.isEmpty()) {
      return Future.succeededFuture();
    }
    return tx.preparedQuery(INSERT.formatted(schema))
        .execute(
            Tuple.of(
                events.stream().map(NoticedEvent::id).toArray(UUID[]::new),
                events.stream().map(NoticedEvent::loanId).toArray(UUID[]::new),
                events.stream().map(NoticedEvent::type).toArray(String[]::new),
                events.stream().map(NoticedEvent::fingerprint).toArray(String[]::new),
                events.stream().map(NoticedEvent::requestId).toArray(String[]::new)))
        .mapEmpty();
  }

  /**
   * Settles events that need no change of a loan.
   *
   * @param unknownLoans whether to accept due dates of loans that were never seen
   * @param ahead offset added to the current time
   */
  public static Future<Void> accept(
      SqlConnection tx,
      String schema,
      WitnessSettings settings,
      boolean unknownLoans,
      Duration ahead) {
    double patience = ExpectationTable.seconds(settings.patience());
    double due = ExpectationTable.seconds(ahead.minus(settings.patience()));
    return tx.preparedQuery(EARLY.formatted(schema))
        .execute(Tuple.of(settings.mode() == WitnessMode.ON, patience, due))
        .compose(
            early -> tx.preparedQuery(REPEATED.formatted(schema)).execute(Tuple.of(due, patience)))
        .compose(
            repeated ->
                tx.preparedQuery(ACCEPTED.formatted(schema))
                    .execute(Tuple.of(due, Fact.DUE_DATE_CHANGED, unknownLoans)))
        .mapEmpty();
  }

  /** Events without a change whose wait is over, oldest first. */
  public static Future<List<Unfounded>> unfounded(
      SqlClient client, String schema, Duration patience, Duration ahead, int most) {
    return client
        .preparedQuery(UNFOUNDED.formatted(schema))
        .execute(
            Tuple.of(
                ExpectationTable.seconds(ahead.minus(patience)),
                ExpectationTable.seconds(patience),
                most))
        .map(
            rows -> {
              List<Unfounded> found = new ArrayList<>();
              rows.forEach(row -> found.add(new Unfounded(event(row), row.getBoolean("blurred"))));
              return found;
            });
  }

  /**
   * Settles a waiting event.
   *
   * @return whether it was still waiting
   */
  public static Future<Boolean> state(
      SqlClient client, String schema, UUID event, String state, @Nullable UUID finding) {
    return client
        .preparedQuery(STATE.formatted(schema))
        .execute(Tuple.tuple().addUUID(event).addString(state).addUUID(finding))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Assigns events to changes. */
  public static Future<Void> met(SqlClient client, String schema, Collection<UUID> events) {
    return events.isEmpty()
        ? Future.succeededFuture()
        : client
            .preparedQuery(MET.formatted(schema))
            .execute(Tuple.tuple().addValue(events.toArray(UUID[]::new)))
            .mapEmpty();
  }

  private static NoticedEvent event(Row row) {
    return new NoticedEvent(
        row.getUUID("id"),
        row.getUUID("loan_id"),
        row.getString("type"),
        row.getString("fingerprint"),
        row.getString("request_id"),
        row.getOffsetDateTime("stored_at").toInstant());
  }
}
