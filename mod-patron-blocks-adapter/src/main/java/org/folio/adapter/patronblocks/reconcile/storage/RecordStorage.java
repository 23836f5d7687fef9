/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.storage;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;

/**
 * A system of record behind Okapi (contract: circulation, section 8).
 *
 * @param <R> its records
 */
public final class RecordStorage<R extends StoredRecord> {

  /** Loans of one page: some hundred kilobytes, read in a fraction of a second. */
  static final int LOANS = 1_000;

  /** Accounts of one page; mod-feesfines makes a request to inventory for some of them. */
  static final int ACCOUNTS = 200;

  private final OkapiClient client;
  private final int pageSize;
  private final String path;
  private final String array;
  private final Function<JsonObject, R> reader;
  private final BiFunction<OkapiRequest, R, Future<R>> completion;

  private RecordStorage(
      OkapiClient client,
      int pageSize,
      String path,
      String array,
      Function<JsonObject, R> reader,
      BiFunction<OkapiRequest, R, Future<R>> completion) {
    this.client = client;
    this.pageSize = pageSize;
    this.path = path;
    this.array = array;
    this.reader = reader;
    this.completion = completion;
  }

  public static RecordStorage<StoredLoan> loans(OkapiClient client) {
    LoanPolicies policies = new LoanPolicies(client);
    return new RecordStorage<>(
        client,
        LOANS,
        "/loan-storage/loans",
        "loans",
        StoredLoan::of,
        (request, loan) -> policies.grace(request, loan.policyId()).map(loan::with));
  }

  public static RecordStorage<StoredAccount> accounts(OkapiClient client) {
    return new RecordStorage<>(
        client,
        ACCOUNTS,
        "/accounts",
        "accounts",
        StoredAccount::of,
        (request, account) -> Future.succeededFuture(account));
  }

  /**
   * Open records in the order of their ids.
   *
   * @param records at most as many as a page has
   * @param total number of open records of the whole range
   * @param last whether this is the last page
   */
  public record Page<R>(List<R> records, int total, boolean last) {}

  /** The first page of a range. */
  public Future<Page<R>> page(OkapiRequest request, RecordRange range) {
    return page(request, range.cql(), 0);
  }

  /** A page of a range of patrons, in the order of their ids. */
  public Future<Page<R>> pageOfPatrons(OkapiRequest request, RecordRange range, int offset) {
    return page(request, range.cqlOfPatrons(), offset);
  }

  private Future<Page<R>> page(OkapiRequest request, String cql, int offset) {
    String query = URLEncoder.encode(cql, StandardCharsets.UTF_8);
    return client
        .get(request, path + "?limit=" + pageSize + "&offset=" + offset + "&query=" + query)
        .map(
            body -> {
              List<R> records = new ArrayList<>();
              JsonArray found = body.getJsonArray(array, new JsonArray());
              for (int i = 0; i < found.size(); i++) {
                records.add(read(found.getJsonObject(i)));
              }
              return new Page<>(
                  records,
                  body.getInteger("totalRecords", records.size()),
                  records.size() < pageSize);
            });
  }

  /** The current state of a record, with all data for a repair; empty if there is none. */
  public Future<Optional<R>> find(OkapiRequest request, UUID id) {
    return client
        .find(request, path + "/" + id)
        .compose(
            found ->
                found.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : completion.apply(request, read(found.get())).map(Optional::of));
  }

  private R read(JsonObject json) {
    try {
      return reader.apply(json);
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new UnreadableRecordException(path, e);
    }
  }
}
