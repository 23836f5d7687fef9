/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.push;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.folio.adapter.patronblocks.feefine.FeeFineProjection;
import org.folio.adapter.patronblocks.loan.PatronLoanProjection;
import org.folio.adapter.patronblocks.push.PushedEventTable.Claimed;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.FailureClassifier;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.okapi.push.PushedStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies pushed events to the projection of the numbered events. An event's effect and its mark
 * commit together: after a crash it is either applied or still waiting.
 */
public final class PushedEvents implements PushedStore {

  /** As for subscriptions: batches of this size give most of the speed of PostgreSQL. */
  static final int BATCH_SIZE = 200;

  /**
   * As for handlers of subscriptions. A silently lost connection must not block the inbox; its
   * transaction is rolled back, or marked and so not repeated.
   */
  static final Duration STEP_LIMIT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(PushedEvents.class);

  private final PatronLoanProjection loans = new PatronLoanProjection();
  private final FeeFineProjection feesFines = new FeeFineProjection();

  private static final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Claimed> rows;

    StepFailedException(List<Claimed> rows, Throwable cause) {
      super(cause);
      this.rows = rows;
    }

    @Override
    public synchronized Throwable getCause() {
      return Objects.requireNonNull(super.getCause());
    }
  }

  @Override
  public String table() {
    return PushedEventTable.NAME;
  }

  @Override
  public String due() {
    return PushedEventTable.IS_WAITING;
  }

  @Override
  public Future<Void> drain(Pool pool, String schema, TenantId tenant) {
    return drain(pool, schema, tenant, BATCH_SIZE);
  }

  // A batch that cannot be applied is split into single events, so that the poison one is alone.
  private Future<Void> drain(Pool pool, String schema, TenantId tenant, int size) {
    return step(pool, schema, tenant, size)
        .compose(
            applied ->
                applied < size ? Future.<Void>succeededFuture() : drain(pool, schema, tenant, size),
            failure -> {
              if (!(failure instanceof StepFailedException failed)) {
                return Future.failedFuture(failure);
              }
              if (FailureClassifier.STANDARD.classify(failed.getCause()) != FailureKind.PERMANENT) {
                return Future.failedFuture(failed.getCause());
              }
              return size > 1
                  ? drain(pool, schema, tenant, 1)
                  : poison(pool, schema, tenant, failed)
                      .compose(marked -> drain(pool, schema, tenant));
            });
  }

  private Future<Void> poison(
      Pool pool, String schema, TenantId tenant, StepFailedException failed) {
    Claimed row = failed.rows.get(0);
    String cause = String.valueOf(failed.getCause().getMessage());
    return PushedEventTable.poison(pool, schema, row.position(), cause)
        .onSuccess(
            marked ->
                LOG.error(
                    "{} Pushed event {} ({}) of tenant {} cannot be applied: {}. It is kept; remove"
                        + " the cause and release it",
                    LogCode.PUSHED_EVENT_POISON,
                    row.event().identity(),
                    row.event().type(),
                    tenant,
                    cause));
  }

  private Future<Integer> step(Pool pool, String schema, TenantId tenant, int size) {
    Future<Integer> applied =
        pool.withTransaction(
            tx ->
                PushedEventTable.claim(tx, schema, size)
                    .compose(
                        rows ->
                            rows.isEmpty()
                                ? Future.succeededFuture(0)
                                : apply(tx, schema, tenant, rows)
                                    .compose(done -> PushedEventTable.applied(tx, schema, rows))
                                    .map(rows.size())
                                    .recover(
                                        cause ->
                                            Future.failedFuture(
                                                new StepFailedException(rows, cause)))));
    return applied.timeout(STEP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<Void> apply(SqlConnection tx, String schema, TenantId tenant, List<Claimed> rows) {
    EventBatch batch =
        new EventBatch(
            tenant,
            schema,
            rows.stream()
                .map(row -> row.event().event(tenant, row.position(), row.receivedAt()))
                .toList());
    return loans.handle(batch, tx).compose(done -> feesFines.handle(batch, tx));
  }
}
