/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.folio.adapter.patronblocks.retention.Retention;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.log.LogCode;
import org.folio.eventbus.okapi.push.Inbox;
import org.folio.eventbus.progress.ProgressWatch;
import org.folio.eventbus.progress.RepeatedWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes by the clock what is over, for all tenants. */
final class Upkeep {

  /** How often rows that are over are removed; some per cent of a day's rows each time. */
  static final Duration SWEEP = Duration.ofHours(1);

  // Hundreds of tenants, one after another.
  private static final Duration SWEEP_LIMIT = Duration.ofMinutes(20);

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final Inbox inbox;
  private final Retention retention;

  Upkeep(Pool pool, ModuleSchema schema, Inbox inbox) {
    this.inbox = inbox;
    this.retention = new Retention(pool, schema);
  }

  /** Begins; ends with the Vert.x. */
  void start(Vertx vertx, ProgressWatch watch) {
    RepeatedWork.start(
        vertx, watch, "Removing rows that are over", SWEEP, SWEEP_LIMIT, this::sweep);
  }

  private Future<?> sweep() {
    return inbox
        .tenants()
        .compose(all -> inTurn(all, retention::sweep))
        .onFailure(
            failure ->
                LOG.warn(
                    "{} Rows that are over could not be removed: {}. Tried again in {} minutes",
                    LogCode.SWEEP_FAILED,
                    failure.getMessage(),
                    SWEEP.toMinutes()));
  }

  private static <T> Future<Void> inTurn(
      List<TenantId> tenants, Function<TenantId, Future<T>> work) {
    Future<Void> done = Future.succeededFuture();
    for (TenantId tenant : tenants) {
      done = done.compose(before -> work.apply(tenant)).mapEmpty();
    }
    return done;
  }
}
