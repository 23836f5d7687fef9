/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.adapter.patronblocks.loan.LoanRepair;
import org.folio.adapter.patronblocks.loan.OpenLoans;
import org.folio.adapter.patronblocks.loan.PatronLoan;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.okapi.OkapiClient;
import org.jspecify.annotations.Nullable;

/** The open loans, compared with loan storage. */
final class LoanPart implements SummaryPart<StoredLoan, SummaryLoan> {

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
    return OpenLoans.between(connection, schema, range.first(), range.last(upTo), range.userId())
        .map(LoanPart::byId);
  }

  @Override
  public Future<Map<UUID, SummaryLoan>> ofRecords(
      SqlConnection connection, String schema, Set<UUID> ids, UUID patron) {
    return OpenLoans.ofIds(connection, schema, ids)
        .map(
            open -> {
              Map<UUID, SummaryLoan> loans = byId(open);
              open.stream()
                  .filter(loan -> loan.userId().equals(patron))
                  .forEach(loan -> loans.put(loan.loan().loanId(), SummaryLoan.of(loan)));
              return loans;
            });
  }

  private static Map<UUID, SummaryLoan> byId(List<PatronLoan> open) {
    Map<UUID, SummaryLoan> loans = new HashMap<>();
    open.forEach(loan -> loans.put(loan.loan().loanId(), SummaryLoan.of(loan)));
    return loans;
  }

  @Override
  public List<Difference> compare(
      UUID id, @Nullable SummaryLoan summary, @Nullable StoredLoan stored) {
    return LoanComparison.of(id, summary, stored);
  }

  @Override
  public String subscription() {
    return PatronStreams.LOANS;
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
                stored.claimedReturned(),
                stored.grace()),
            sequence)
        : LoanRepair.close(tx, schema, userId, id, sequence);
  }
}
