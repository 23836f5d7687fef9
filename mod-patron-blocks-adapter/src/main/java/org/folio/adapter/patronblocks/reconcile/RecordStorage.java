/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;

/**
 * A system of record behind Okapi (contract: circulation, section 8).
 *
 * @param <R> its records
 */
final class RecordStorage<R extends StoredRecord> {

  /** Loans of one page: some hundred kilobytes, answered in a fraction of a second. */
  static final int LOANS = 1_000;

  /** Accounts of one page; mod-feesfines asks inventory for some of them, one by one. */
  static final int ACCOUNTS = 200;

  private final OkapiClient client;
  private final int pageSize;
  private final String path;
  private final String array;
  private final Function<JsonObject, R> reader;

  private RecordStorage(
      OkapiClient client, int pageSize, String path, String array, Function<JsonObject, R> reader) {
    this.client = client;
    this.pageSize = pageSize;
    this.path = path;
    this.array = array;
    this.reader = reader;
  }

  static RecordStorage<StoredLoan> loans(OkapiClient client) {
    return new RecordStorage<>(client, LOANS, "/loan-storage/loans", "loans", StoredLoan::of);
  }

  static RecordStorage<StoredAccount> accounts(OkapiClient client) {
    return new RecordStorage<>(client, ACCOUNTS, "/accounts", "accounts", StoredAccount::of);
  }

  /**
   * Open records in the order of their ids.
   *
   * @param records as many as a page has, or fewer
   * @param total number of open records of the whole range
   * @param last whether no more follow
   */
  record Page<R>(List<R> records, int total, boolean last) {}

  /** The first page of a range. */
  Future<Page<R>> page(OkapiRequest request, RecordRange range) {
    return page(request, range.cql(), 0);
  }

  /** A page of a range of patrons, in the order of their ids. */
  Future<Page<R>> pageOfPatrons(OkapiRequest request, RecordRange range, int offset) {
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
                records.add(reader.apply(found.getJsonObject(i)));
              }
              return new Page<>(
                  records,
                  body.getInteger("totalRecords", records.size()),
                  records.size() < pageSize);
            });
  }

  /** One record as it is now; empty if there is none. */
  Future<Optional<R>> find(OkapiRequest request, UUID id) {
    return client.find(request, path + "/" + id).map(found -> found.map(reader));
  }
}
