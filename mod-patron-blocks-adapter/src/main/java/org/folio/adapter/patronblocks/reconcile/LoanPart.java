/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.folio.adapter.patronblocks.PatronBlocksAdapter;
import org.folio.adapter.patronblocks.loan.LoanRepair;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.okapi.OkapiClient;
import org.jspecify.annotations.Nullable;

/** The open loans, compared with loan storage. */
final class LoanPart implements SummaryPart<StoredLoan, SummaryLoan> {

  private static final String COLUMNS =
      "loan_id, user_id, due_date, recall, item_lost, item_claimed_returned";

  private static final String BETWEEN =
      """
      SELECT %2$s FROM "%1$s".patron_open_loan
       WHERE ($1::uuid IS NULL OR loan_id > $1)
         AND ($2::uuid IS NULL OR loan_id < $2)
         AND ($3::uuid IS NULL OR loan_id <= $3)
         AND ($4::uuid IS NULL OR user_id = $4)
      """;

  private static final String OF_RECORDS =
      """
      SELECT %2$s FROM "%1$s".patron_open_loan WHERE loan_id = ANY ($1)
      """;

  private final RecordStorage<StoredLoan> storage;

  LoanPart(OkapiClient client) {
    this.storage = RecordStorage.loans(client);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.LOAN;
  }

  @Override
  public RecordStorage<StoredLoan> storage() {
    return storage;
  }

  @Override
  public Future<Map<UUID, SummaryLoan>> between(
      SqlConnection connection, String schema, RecordRange range, @Nullable UUID upTo) {
    return connection
        .preparedQuery(BETWEEN.formatted(schema, COLUMNS))
        .execute(Tuple.of(range.after(), range.end(), upTo, range.userId()))
        .map(LoanPart::byId);
  }

  @Override
  public Future<Map<UUID, SummaryLoan>> ofRecords(
      SqlConnection connection, String schema, Set<UUID> ids) {
    return connection
        .preparedQuery(OF_RECORDS.formatted(schema, COLUMNS))
        .execute(Tuple.of(ids.toArray(UUID[]::new)))
        .map(LoanPart::byId);
  }

  private static Map<UUID, SummaryLoan> byId(RowSet<Row> rows) {
    Map<UUID, SummaryLoan> loans = new HashMap<>();
    for (Row row : rows) {
      SummaryLoan loan = SummaryLoan.of(row);
      loans.put(loan.id(), loan);
    }
    return loans;
  }

  @Override
  public List<Difference> compare(
      UUID id, @Nullable SummaryLoan summary, @Nullable StoredLoan stored) {
    return LoanComparison.of(id, summary, stored);
  }

  @Override
  public String subscription() {
    return PatronBlocksAdapter.SUBSCRIPTION;
  }

  @Override
  public StreamKey key(UUID id, UUID userId) {
    return new StreamKey(EventCatalog.LOAN_EVENTS, userId.toString());
  }

  @Override
  public boolean isAbout(JsonObject payload, UUID id) {
    return id.toString().equalsIgnoreCase(String.valueOf(payload.getValue("loanId")));
  }

  @Override
  public Future<Void> repair(
      SqlConnection tx,
      String schema,
      UUID id,
      UUID userId,
      @Nullable StoredLoan stored,
      long sequence) {
    return stored != null && stored.open() && userId.equals(stored.userId())
        ? LoanRepair.open(
            tx,
            schema,
            new LoanRepair.OpenLoan(
                userId,
                id,
                stored.dueDate(),
                stored.recall(),
                stored.lost(),
                stored.claimedReturned()),
            sequence)
        : LoanRepair.close(tx, schema, userId, id, sequence);
  }
}
