/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.push;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.progress.RepeatedWork;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.deliver.DeliveryPolicy;
import org.folio.eventbus.okapi.deliver.EventDelivery;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives events pushed over HTTP: stores them, responds, and then handles them, one run per
 * tenant at a time. Safe for use by several threads.
 */
public final class Inbox {

  /**
   * Interval of the check of all inboxes. The instance that stores a pushed event handles it at
   * once; the check finds events that were left when an instance died or the database was down.
   */
  static final Duration LOOK = Duration.ofSeconds(5);

  // Two statements.
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  private static final String SCHEMAS =
      """
      SELECT n.nspname AS schema FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relname = $1 AND c.relkind = 'r' ORDER BY n.nspname
      """;

  private static final String DUE =
      "SELECT '%1$s' AS schema WHERE EXISTS (SELECT FROM \"%1$s\".%2$s WHERE %3$s)";

  private final Pool pool;
  private final ModuleSchema schema;
  private final TenantDatabase database;
  private final PushedStore store;
  private final Map<TenantId, Future<Void>> running = new ConcurrentHashMap<>();
  private final Set<TenantId> awake = ConcurrentHashMap.newKeySet();

  /** The inbox of each tenant. */
  public Inbox(Pool pool, ModuleSchema schema, PushedStore store) {
    this.pool = pool;
    this.schema = schema;
    this.database = new TenantDatabase(pool, schema);
    this.store = store;
  }

  /** Checks all inboxes periodically, until Vert.x ends. */
  public void start(Vertx vertx, ProgressWatch watch) {
    // An instance that starts may have died before: its leftovers must not wait.
    RepeatedWork.start(vertx, watch, "The look at pushed events", LOOK, LOOK_LIMIT, this::look);
  }

  /**
   * Refuses deliveries of an adapter. A module with an inbox reads the events itself; if it
   * accepted a delivery, the intended module would never receive it.
   *
   * @throws HttpFailure that lets the adapter try again
   */
  public static void refuseDelivery(RoutingContext ctx) {
    if (ctx.request().getHeader(EventDelivery.DELIVERY) != null) {
      throw HttpFailure.later(
          503,
          DeliveryPolicy.PROBE,
          "This module reads the events itself; deliver them when the deployed module is back");
    }
  }

  /**
   * Stores a pushed event, and starts its handling.
   *
   * @param insert writes it on a connection, into the schema of the tenant
   * @return 204 when it is stored; fails as {@link TenantDatabase#withConnection} does
   */
  public Future<Answer> accept(
      TenantId tenant, BiFunction<SqlConnection, String, Future<Void>> insert) {
    return database
        .withConnection(tenant, insert)
        .onSuccess(stored -> wake(tenant))
        .map(stored -> Answer.noContent());
  }

  /** Handles due events; a failure is logged, and the next check of all inboxes retries. */
  public void wake(TenantId tenant) {
    // A run that has not started yet will see the new event; a second such run would be useless.
    if (awake.add(tenant)) {
      apply(tenant)
          .onFailure(
              failure ->
                  LOG.warn(
                      "{} Pushed events of tenant {} wait: {}. They are stored and will be applied",
                      LogCode.PUSHED_EVENTS_WAIT,
                      tenant,
                      failure.getMessage()));
    }
  }

  /**
   * Handles due events. Calls for one tenant run one after another.
   *
   * @return as {@link PushedStore#drain}
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

  private Future<Void> begin(TenantId tenant) {
    awake.remove(tenant);
    return store.drain(pool, schema.of(tenant), tenant);
  }

  /** The tenants that have an inbox. */
  public Future<List<TenantId>> tenants() {
    return pool.preparedQuery(SCHEMAS).execute(Tuple.of(store.table())).map(this::tenants);
  }

  private Future<?> look() {
    return tenants().compose(this::due).onSuccess(tenants -> tenants.forEach(this::wake));
  }

  // One query for all tenants. The names are those of checked tenants.
  private Future<List<TenantId>> due(List<TenantId> tenants) {
    return tenants.isEmpty()
        ? Future.succeededFuture(List.of())
        : pool.query(
                tenants.stream()
                    .map(tenant -> DUE.formatted(schema.of(tenant), store.table(), store.due()))
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
