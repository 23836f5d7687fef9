/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.audit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import org.folio.adapter.pubsub.BridgeTables;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.progress.RepeatedWork;

/** Removes the history that is older than its limit. */
public final class HistorySweep {

  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  // A statement of this size holds no lock for long.
  private static final int MOST_ROWS = 10_000;

  private static final String REMOVE =
      """
      DELETE FROM "%1$s".pubsub_audit WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM "%1$s".pubsub_audit
         WHERE audit_date < now() - make_interval(days => $1) LIMIT $2))
      """;

  private static final String REMOVE_PAYLOADS =
      """
      DELETE FROM "%1$s".pubsub_payload WHERE event_id IN (SELECT event_id FROM "%1$s".pubsub_payload
       WHERE stored_at < now() - make_interval(days => $1) LIMIT $2)
      """;

  private final EventBus bus;
  private final int days;

  private HistorySweep(EventBus bus, int days) {
    this.bus = bus;
    this.days = days;
  }

  /** Sweeps at once and then every hour, until Vert.x ends. */
  public static void start(Vertx vertx, EventBus bus, int days) {
    HistorySweep sweep = new HistorySweep(bus, days);
    RepeatedWork.start(
        vertx, bus.progress(), "The removal of old history", EVERY, LIMIT, sweep::run);
  }

  private Future<?> run() {
    return BridgeTables.tenants(bus).compose(this::all);
  }

  private Future<Void> all(List<TenantId> tenants) {
    Future<Void> swept = Future.succeededFuture();
    for (TenantId tenant : tenants) {
      String schema = bus.schema().of(tenant);
      swept =
          swept
              .compose(before -> remove(REMOVE.formatted(schema)))
              .compose(before -> remove(REMOVE_PAYLOADS.formatted(schema)));
    }
    return swept;
  }

  private Future<Void> remove(String statement) {
    return bus.pool()
        .preparedQuery(statement)
        .execute(Tuple.of(days, MOST_ROWS))
        .compose(
            removed ->
                removed.rowCount() < MOST_ROWS ? Future.succeededFuture() : remove(statement));
  }
}
