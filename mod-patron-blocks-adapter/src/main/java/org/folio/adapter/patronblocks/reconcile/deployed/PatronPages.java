/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.deployed;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.forward.ForwardedStreams;
import org.folio.adapter.patronblocks.reconcile.storage.RecordRange;
import org.folio.adapter.patronblocks.reconcile.storage.RecordStorage;
import org.folio.adapter.patronblocks.reconcile.storage.StoredAccount;
import org.folio.adapter.patronblocks.reconcile.storage.StoredLoan;
import org.folio.adapter.patronblocks.reconcile.storage.StoredRecord;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;

/**
 * Reads all patrons with open records in storage, and all patrons for whose summary events were
 * delivered. mod-patron-blocks has no list of its summaries.
 */
final class PatronPages {

  /**
   * Each patron costs a request for the summary; with eight requests at once a page takes a second
   * or two.
   */
  static final int PATRONS = 200;

  private static final String KNOWN =
      """
      SELECT key FROM "%1$s".event_key_progress
       WHERE subscription = $1 AND stream = $2
         AND key COLLATE "C" > $3 AND ($4::text IS NULL OR key COLLATE "C" < $4)
       ORDER BY key COLLATE "C"
       LIMIT $5
      """;

  private final TenantDatabase database;
  private final RecordStorage<StoredLoan> loans;
  private final RecordStorage<StoredAccount> accounts;

  PatronPages(
      TenantDatabase database,
      RecordStorage<StoredLoan> loans,
      RecordStorage<StoredAccount> accounts) {
    this.database = database;
    this.loans = loans;
    this.accounts = accounts;
  }

  /**
   * The first page of a range.
   *
   * @param range a range of patrons' ids
   */
  Future<PatronPage> page(OkapiRequest request, RecordRange range) {
    Future<PatronPage.Slice<StoredLoan>> ofLoans = slice(loans, request, range, List.of());
    Future<PatronPage.Slice<StoredAccount>> ofAccounts = slice(accounts, request, range, List.of());
    Future<List<String>> known =
        database.withConnection(
            request.tenant(), (connection, schema) -> known(connection, schema, range));
    return Future.all(ofLoans, ofAccounts, known)
        .map(
            all ->
                PatronPage.of(
                    ofLoans.result(),
                    ofAccounts.result(),
                    known.result(),
                    known.result().size() == PATRONS,
                    PATRONS));
  }

  private static Future<List<String>> known(
      SqlConnection connection, String schema, RecordRange range) {
    UUID patron = range.userId();
    if (patron != null) {
      return Future.succeededFuture(List.of(patron.toString()));
    }
    return connection
        .preparedQuery(KNOWN.formatted(schema))
        .execute(
            Tuple.of(
                ForwardedStreams.LOANS,
                EventCatalog.LOAN_EVENTS,
                range.after() == null ? "" : range.after().toString(),
                range.end() == null ? null : range.end().toString(),
                PATRONS))
        .map(
            rows -> {
              List<String> patrons = new ArrayList<>();
              rows.forEach(row -> patrons.add(row.getString("key")));
              return patrons;
            });
  }

  // A patron with more records than a page has needs several pages.
  private <R extends StoredRecord> Future<PatronPage.Slice<R>> slice(
      RecordStorage<R> storage, OkapiRequest request, RecordRange range, List<R> before) {
    return storage
        .pageOfPatrons(request, range, before.size())
        .compose(
            page -> {
              List<R> records = new ArrayList<>(before);
              records.addAll(page.records());
              if (page.last()) {
                return Future.succeededFuture(
                    new PatronPage.Slice<>(owned(records), null, page.total()));
              }
              UUID last = records.get(records.size() - 1).userId();
              List<R> complete =
                  records.stream()
                      .filter(one -> one.userId() != null && !one.userId().equals(last))
                      .toList();
              return complete.isEmpty()
                  ? slice(storage, request, range, records)
                  : Future.succeededFuture(
                      new PatronPage.Slice<>(
                          complete,
                          String.valueOf(complete.get(complete.size() - 1).userId()),
                          page.total()));
            });
  }

  // No summary contains a record without a patron.
  private static <R extends StoredRecord> List<R> owned(List<R> records) {
    return records.stream().filter(one -> one.userId() != null).toList();
  }
}
