/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.folio.adapter.patronblocks.fact.PatronStreams;
import org.folio.adapter.patronblocks.fact.RecordIds;
import org.folio.adapter.patronblocks.loan.LoanRepair;
import org.folio.adapter.patronblocks.loan.OpenLoans;
import org.folio.adapter.patronblocks.reconcile.storage.RecordKind;
import org.folio.adapter.patronblocks.reconcile.storage.RecordStorage;
import org.folio.adapter.patronblocks.reconcile.storage.StoredLoan;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.Keys;
import org.folio.eventbus.okapi.OkapiClient;
import org.jspecify.annotations.Nullable;

/** The open loans, compared with loan storage. */
public final class LoanPart extends SummaryPart<StoredLoan, SummaryLoan> {

  public LoanPart(OkapiClient client, Keys keys) {
    super(RecordKind.LOAN, RecordStorage.loans(client), PatronStreams.LOANS, keys);
  }

  @Override
  Future<Map<UUID, SummaryLoan>> read(
      SqlConnection connection, String schema, RecordIds ids, @Nullable UUID patron) {
    return OpenLoans.read(connection, schema, ids)
        .map(open -> byId(open.stream().map(SummaryLoan::of), patron));
  }

  @Override
  List<SummaryDifference> details(SummaryLoan summary, StoredLoan stored) {
    return Stream.of(
            of(
                DifferenceKind.DUE_DATE_WRONG,
                summary,
                text(summary.dueDate()),
                text(stored.dueDate())),
            of(DifferenceKind.RECALL_WRONG, summary, summary.recall(), stored.recall()),
            of(DifferenceKind.ITEM_LOST_WRONG, summary, summary.lost(), stored.lost()),
            of(
                DifferenceKind.ITEM_CLAIMED_RETURNED_WRONG,
                summary,
                summary.claimedReturned(),
                stored.claimedReturned()))
        .filter(difference -> !difference.summary().equals(difference.storage()))
        .toList();
  }

  private static SummaryDifference of(
      DifferenceKind kind, SummaryLoan loan, Object known, Object stored) {
    return new SummaryDifference(kind, loan.id(), loan.userId(), known, stored);
  }

  /** Whether two times are equal within the precision of both sides. */
  public static boolean sameTime(@Nullable Instant one, @Nullable Instant other) {
    return text(one).equals(text(other));
  }

  // Tables store microseconds; smaller differences do not count.
  private static String text(@Nullable Instant time) {
    return time == null ? "none" : Objects.toString(time.truncatedTo(ChronoUnit.MILLIS));
  }

  @Override
  public StreamKey key(UUID id, UUID userId) {
    return new StreamKey(EventCatalog.LOAN_EVENTS, userId.toString());
  }

  @Override
  Future<Void> repair(
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
