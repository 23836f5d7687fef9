/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.folio.adapter.circulation.witness.WitnessSettings;
import org.folio.adapter.circulation.witness.expect.LoanRecord.Kind;
import org.folio.adapter.circulation.witness.finding.Finding;
import org.folio.adapter.circulation.witness.finding.FindingTable;
import org.folio.adapter.circulation.witness.round.TenantMarks;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.TransactionalHandler;
import org.jspecify.annotations.Nullable;

/** Learns from storage's records, and stores the required events. */
public final class LoanRecordHandler implements TransactionalHandler {

  // Loans per statement when all are deleted; a transaction of some thousand rows is short.
  private static final int EMPTIED_AT_ONCE = 2_000;

  private final WitnessSettings settings;

  public LoanRecordHandler(WitnessSettings settings) {
    this.settings = settings;
  }

  @Override
  public Future<Void> handle(EventBatch batch, SqlConnection tx) {
    return learn(batch.events().stream().map(LoanRecord::of).toList(), batch.schema(), tx);
  }

  /** Learns from records, in order. */
  Future<Void> learn(List<LoanRecord> records, String schema, SqlConnection tx) {
    return TenantMarks.read(tx, schema)
        .compose(
            marks ->
                learn(
                        records.stream().filter(one -> one.loanId() != null).toList(),
                        marks,
                        schema,
                        tx)
                    .compose(done -> emptied(latestEmptying(records), marks, schema, tx))
                    .compose(done -> seen(records, schema, tx)));
  }

  private Future<Void> learn(
      List<LoanRecord> records, TenantMarks marks, String schema, SqlConnection tx) {
    List<UUID> loans =
        records.stream().map(one -> Objects.requireNonNull(one.loanId())).distinct().toList();
    if (loans.isEmpty()) {
      return Future.succeededFuture();
    }
    return LoanTable.lock(tx, schema, loans)
        .compose(
            known -> {
              LoanChanges changes =
                  new LoanChanges(known, marks, marks.judgedFrom(settings.mode()));
              records.forEach(changes::take);
              return write(changes, schema, tx);
            });
  }

  private Future<Void> write(LoanChanges changes, String schema, SqlConnection tx) {
    Future<Void> waived = Future.succeededFuture();
    for (LoanRecord closing : changes.declaredLostWaived()) {
      waived =
          waived.compose(
              done ->
                  ExpectationTable.waive(
                      tx,
                      schema,
                      Objects.requireNonNull(closing.loanId()),
                      Fact.DECLARED_LOST,
                      closing.action()));
    }
    return waived
        .compose(done -> LoanTable.write(tx, schema, changes.changes()))
        .compose(
            done ->
                ExpectationTable.insert(tx, schema, changes.expectations(), settings.patience()))
        .compose(
            done ->
                FindingTable.insert(
                    tx, schema, changes.underivable().stream().map(Finding::underivable).toList()));
  }

  private static @Nullable LoanRecord latestEmptying(List<LoanRecord> records) {
    return records.stream()
        .filter(one -> one.kind() == Kind.ALL_DELETED)
        .reduce(BinaryOperator.maxBy((a, b) -> a.time().compareTo(b.time())))
        .orElse(null);
  }

  // One record stands for all loans; loans with a newer record were created after it.
  private Future<Void> emptied(
      @Nullable LoanRecord emptying, TenantMarks marks, String schema, SqlConnection tx) {
    if (emptying == null) {
      return Future.succeededFuture();
    }
    return LoanTable.openBefore(tx, schema, emptying.time(), EMPTIED_AT_ONCE)
        .compose(
            open ->
                close(open, emptying, marks, schema, tx)
                    .compose(
                        done ->
                            open.size() < EMPTIED_AT_ONCE
                                ? Future.succeededFuture()
                                : emptied(emptying, marks, schema, tx)));
  }

  private Future<Void> close(
      Map<UUID, LoanTable.Known> open,
      LoanRecord emptying,
      TenantMarks marks,
      String schema,
      SqlConnection tx) {
    Instant judgedFrom = marks.judgedFrom(settings.mode());
    boolean judged = judgedFrom != null && !emptying.time().isBefore(judgedFrom);
    List<Expectation> closings =
        open.entrySet().stream()
            .flatMap(
                loan ->
                    Derivation.of(emptying.of(loan.getKey()), null, loan.getValue().state())
                        .expectations()
                        .stream())
            .toList();
    List<LoanTable.Change> changes =
        open.entrySet().stream()
            .map(
                loan ->
                    new LoanTable.Change(
                        loan.getKey(), loan.getValue().state().ended(), emptying.time(), false))
            .collect(Collectors.toList());
    return LoanTable.write(tx, schema, changes)
        .compose(
            done ->
                ExpectationTable.insert(
                    tx, schema, judged ? closings : List.of(), settings.patience()));
  }

  private static Future<Void> seen(List<LoanRecord> records, String schema, SqlConnection tx) {
    if (records.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Instant> times = records.stream().map(LoanRecord::time).toList();
    LoanRecord emptying = latestEmptying(records);
    return TenantMarks.seen(
        tx,
        schema,
        Collections.min(times),
        Collections.max(times),
        emptying == null ? null : emptying.time());
  }
}
