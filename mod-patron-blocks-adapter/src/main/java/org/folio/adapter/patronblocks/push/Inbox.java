/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.push;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.folio.adapter.patronblocks.feefine.FeeFineProjection;
import org.folio.adapter.patronblocks.loan.PatronLoanProjection;
import org.folio.adapter.patronblocks.push.PushedEventTable.Claimed;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.FailureClassifier;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies pushed events to the projection that numbered events are applied to. An event's effect
 * and its mark commit together: after a crash it is applied, or still waiting. May be used from any
 * thread.
 */
public final class Inbox {

  /** As for subscriptions: batches of this size give most of the speed of PostgreSQL. */
  static final int BATCH_SIZE = 200;

  /**
   * As for handlers of subscriptions. A connection that vanished without a word must not keep the
   * inbox closed; what its transaction did is rolled back, or marked and so not done again.
   */
  static final Duration STEP_LIMIT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  private final PatronLoanProjection loans = new PatronLoanProjection();
  private final FeeFineProjection feesFines = new FeeFineProjection();
  private final Pool pool;
  private final ModuleSchema schema;
  private final Map<TenantId, Future<Void>> running = new ConcurrentHashMap<>();

  private final Set<TenantId> awake = ConcurrentHashMap.newKeySet();

  private static final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Claimed> rows;

    StepFailedException(List<Claimed> rows, Throwable cause) {
      super(cause);
      this.rows = rows;
    }
  }

  /** The inbox of each tenant. */
  public Inbox(Pool pool, ModuleSchema schema) {
    this.pool = pool;
    this.schema = schema;
  }

  /**
   * Applies what waits. Calls for one tenant follow each other.
   *
   * @return completes when nothing waits that this instance could take; fails if the database
   *     cannot be worked with, and everything then stays stored
   */
  public Future<Void> apply(TenantId tenant) {
    Future<Void> mine =
        running.compute(
            tenant,
            (id, before) ->
                before == null
                    ? Future.<Void>succeededFuture().compose(start -> begin(tenant))
                    : before.transform(ended -> begin(tenant)));
    return mine.onComplete(ended -> running.remove(tenant, mine));
  }

  /** Applies what waits; a failure is logged, and the next look at all inboxes repeats it. */
  public void wake(TenantId tenant) {
    // A run that has not begun yet will see the new event; more than one such run helps nobody.
    if (awake.add(tenant)) {
      apply(tenant).onFailure(failure -> log(tenant, failure));
    }
  }

  static void log(TenantId tenant, Throwable failure) {
    LOG.warn(
        "{} Pushed events of tenant {} wait: {}. They are stored and will be applied",
        LogCode.PUSHED_EVENTS_WAIT,
        tenant,
        failure.getMessage());
  }

  private Future<Void> begin(TenantId tenant) {
    awake.remove(tenant);
    return drain(tenant);
  }

  private Future<Void> drain(TenantId tenant) {
    return step(tenant, BATCH_SIZE)
        .compose(
            applied -> applied < BATCH_SIZE ? Future.<Void>succeededFuture() : drain(tenant),
            failure -> oneByOne(tenant, failure));
  }

  // A batch that cannot be applied is cut into single events, so that the poison stands alone.
  private Future<Void> oneByOne(TenantId tenant, Throwable failure) {
    if (!(failure instanceof StepFailedException failed) || !isPermanent(failed)) {
      return Future.failedFuture(reason(failure));
    }
    Future<Boolean> more = Future.succeededFuture(true);
    for (int i = 0; i < failed.rows.size(); i++) {
      more = more.compose(go -> go ? single(tenant) : Future.succeededFuture(false));
    }
    return more.compose(go -> drain(tenant));
  }

  private Future<Boolean> single(TenantId tenant) {
    return step(tenant, 1)
        .map(applied -> applied == 1)
        .recover(
            failure ->
                failure instanceof StepFailedException failed && isPermanent(failed)
                    ? poison(tenant, failed).map(true)
                    : Future.failedFuture(reason(failure)));
  }

  private Future<Void> poison(TenantId tenant, StepFailedException failed) {
    Claimed row = failed.rows.get(0);
    String cause = String.valueOf(failed.getCause().getMessage());
    return PushedEventTable.poison(pool, schema.of(tenant), row.position(), cause)
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

  private Future<Integer> step(TenantId tenant, int size) {
    String name = schema.of(tenant);
    Future<Integer> applied =
        pool.withTransaction(
            tx ->
                PushedEventTable.claim(tx, name, size)
                    .compose(
                        rows ->
                            rows.isEmpty()
                                ? Future.succeededFuture(0)
                                : apply(tx, tenant, rows)
                                    .compose(done -> PushedEventTable.applied(tx, name, rows))
                                    .map(rows.size())
                                    .recover(
                                        cause ->
                                            Future.failedFuture(
                                                new StepFailedException(rows, cause)))));
    return applied.timeout(STEP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<Void> apply(SqlConnection tx, TenantId tenant, List<Claimed> rows) {
    EventBatch batch =
        new EventBatch(
            tenant,
            schema.of(tenant),
            rows.stream()
                .map(row -> row.event().event(tenant, row.position(), row.receivedAt()))
                .toList());
    return loans.handle(batch, tx).compose(done -> feesFines.handle(batch, tx));
  }

  private static boolean isPermanent(StepFailedException failed) {
    return FailureClassifier.STANDARD.classify(failed.getCause()) == FailureKind.PERMANENT;
  }

  private static Throwable reason(Throwable failure) {
    return failure instanceof StepFailedException failed ? failed.getCause() : failure;
  }
}
