/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import io.vertx.core.Future;
import java.time.Instant;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;

/**
 * Reads a range of the loan history as if its rows arrived on the topic: known changes are skipped,
 * and changes missing on the topic are learnt and judged.
 */
public final class HistorySweep {

  private final LoanHistory history;
  private final LoanRecordHandler handler;
  private final TenantDatabase database;

  public HistorySweep(LoanHistory history, LoanRecordHandler handler, TenantDatabase database) {
    this.history = history;
    this.handler = handler;
    this.database = database;
  }

  /**
   * Reads, page by page.
   *
   * @param request the caller, with a token that may read the history
   * @return number of rows
   */
  public Future<Integer> run(OkapiRequest request, Instant from, Instant until) {
    return page(request, from, until, 0, 0);
  }

  private Future<Integer> page(
      OkapiRequest request, Instant from, Instant until, int offset, int read) {
    return history
        .page(request, from, until, offset)
        .compose(
            page ->
                learn(request.tenant(), page)
                    .compose(
                        done ->
                            page.last()
                                ? Future.succeededFuture(read + page.records().size())
                                : page(
                                    request,
                                    from,
                                    until,
                                    offset + LoanHistory.PAGE,
                                    read + page.records().size())));
  }

  private Future<Void> learn(TenantId tenant, LoanHistory.Page page) {
    return page.records().isEmpty()
        ? Future.succeededFuture()
        : database.withTransaction(
            tenant, (tx, schema) -> handler.learn(page.records(), schema, tx));
  }
}
