/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import liquibase.exception.LiquibaseException;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.replay.Comparison;
import org.folio.eventbus.base.settings.DatabaseSettings;
import org.folio.eventbus.base.time.Limit;
import org.folio.eventbus.database.Database;
import org.folio.eventbus.database.SchemaMigration;
import org.folio.eventbus.testing.DatabaseCoordinates;

/** A database with the schemas of two tenants of one module. */
final class ContractDatabase implements AutoCloseable {

  private static final int CONNECTIONS = 4;
  private static final int QUERY_TIMEOUT_MILLIS = 60_000;
  private static final ModuleSchema MODULE = new ModuleSchema("mod-contract");

  private final Vertx vertx = Vertx.vertx();
  private final Duration limit;
  private final Context context;
  private final Pool pool;

  ContractDatabase(
      DatabaseCoordinates database,
      List<String> changelogs,
      List<TenantId> tenants,
      Duration limit) {
    this.limit = limit;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    DatabaseSettings settings =
        new DatabaseSettings(
            database.host(),
            database.port(),
            database.database(),
            database.username(),
            database.password(),
            CONNECTIONS,
            QUERY_TIMEOUT_MILLIS);
    List<String> all = new ArrayList<>(List.of(SchemaMigration.EVENT_BUS));
    all.addAll(changelogs);
    SchemaMigration migration = new SchemaMigration(settings, all);
    for (TenantId tenant : tenants) {
      try {
        migration.migrate(schema(tenant));
      } catch (SQLException | LiquibaseException e) {
        throw new AssertionError("The changelogs cannot be applied", e);
      }
    }
    this.pool = Database.pool(vertx, settings, "contract");
  }

  String schema(TenantId tenant) {
    return MODULE.of(tenant);
  }

  Pool pool() {
    return pool;
  }

  /** A connection that answers on the context, like those of a subscription. */
  SqlConnection connection() {
    return get(
        Future.future(
            promise -> context.runOnContext(run -> pool.getConnection().onComplete(promise))));
  }

  Context context() {
    return context;
  }

  /** The sorted rows of the comparisons; within an open transaction. */
  Future<Map<String, List<String>>> effects(
      SqlClient client, String schema, List<Comparison> comparisons) {
    Map<String, List<String>> effects = new LinkedHashMap<>();
    Future<?> read =
        client.query("SET LOCAL search_path TO \"%s\", public".formatted(schema)).execute();
    for (Comparison comparison : comparisons) {
      read =
          read.compose(
                  before ->
                      client
                          .query(
                              "SELECT to_jsonb(effect)::text AS line FROM (%s\n) AS effect ORDER BY 1"
                                  .formatted(comparison.select()))
                          .execute())
              .onSuccess(
                  rows -> {
                    List<String> lines = new ArrayList<>();
                    rows.forEach(row -> lines.add(row.getString("line")));
                    effects.put(comparison.name(), lines);
                  });
    }
    return read.map(effects);
  }

  <T> T get(Future<T> future) {
    try {
      return future.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(
          future.failed()
              ? "The handler failed without trouble"
              : "The handler's future was not completed within " + Limit.words(limit),
          e);
    }
  }

  // Does not wait: a handler that blocks its event loop would delay the end.
  @Override
  public void close() {
    pool.close();
    vertx.close();
  }
}
