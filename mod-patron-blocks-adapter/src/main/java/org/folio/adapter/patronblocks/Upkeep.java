/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.folio.adapter.patronblocks.push.Inbox;
import org.folio.adapter.patronblocks.retention.Retention;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.progress.RepeatedWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does by the clock what no request and no event asks for, for all tenants. */
final class Upkeep {

  /**
   * How often inboxes are looked at. The instance that stores a pushed event applies it at once;
   * this is for what it left when it died or when the database was away.
   */
  static final Duration LOOK = Duration.ofSeconds(5);

  /** How often rows that are over are removed; some per cent of a day's rows each time. */
  static final Duration SWEEP = Duration.ofHours(1);

  // Two statements.
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);

  // Hundreds of tenants, one after another.
  private static final Duration SWEEP_LIMIT = Duration.ofMinutes(20);

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private static final String SCHEMAS =
      """
      SELECT n.nspname AS schema FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relname = 'pushed_event' AND c.relkind = 'r' ORDER BY n.nspname
      """;

  private static final String WAITING =
      """
      SELECT '%1$s' AS schema
       WHERE EXISTS (SELECT FROM "%1$s".pushed_event WHERE state = 'WAITING')
      """;

  private final Pool pool;
  private final ModuleSchema schema;
  private final Inbox inbox;
  private final Retention retention;

  Upkeep(Pool pool, ModuleSchema schema, Inbox inbox) {
    this.pool = pool;
    this.schema = schema;
    this.inbox = inbox;
    this.retention = new Retention(pool, schema);
  }

  /** Begins; ends with the Vert.x. */
  void start(Vertx vertx, ProgressWatch watch) {
    // An instance that starts may have died before: what it left is not to wait.
    RepeatedWork.start(vertx, watch, "The look at pushed events", LOOK, LOOK_LIMIT, this::look);
    RepeatedWork.start(
        vertx, watch, "Removing rows that are over", SWEEP, SWEEP_LIMIT, this::sweep);
  }

  private Future<?> look() {
    return tenants().compose(this::waiting).onSuccess(waiting -> waiting.forEach(inbox::wake));
  }

  private Future<?> sweep() {
    return tenants()
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

  private Future<List<TenantId>> tenants() {
    return pool.query(SCHEMAS).execute().map(this::tenants);
  }

  // One question for all tenants. The names are those of checked tenants.
  private Future<List<TenantId>> waiting(List<TenantId> tenants) {
    return tenants.isEmpty()
        ? Future.succeededFuture(List.of())
        : pool.query(
                tenants.stream()
                    .map(tenant -> WAITING.formatted(schema.of(tenant)))
                    .collect(Collectors.joining(" UNION ALL ")))
            .execute()
            .map(this::tenants);
  }

  private List<TenantId> tenants(RowSet<Row> rows) {
    List<TenantId> tenants = new ArrayList<>();
    rows.forEach(row -> schema.tenantOf(row.getString("schema")).ifPresent(tenants::add));
    return tenants;
  }
}
