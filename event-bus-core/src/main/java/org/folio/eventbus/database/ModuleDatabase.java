/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.Map;
import org.folio.eventbus.EventBusSettings;

/**
 * The connections of a module to its database.
 *
 * @param pool connections for work that an event or a caller waits for
 * @param lasting connections for transactions that stay open while other work needs {@code pool}:
 *     while another module is called, or while rows are read page by page. Of one pool, such
 *     transactions could hold all connections and wait for each other
 * @param sweeps one connection for sweeps over all tenants
 * @param options for connections outside both pools, which hold locks, listen or terminate sessions
 * @param partitions the tables that are partitioned by day
 */
public record ModuleDatabase(
    Pool pool, Pool lasting, Pool sweeps, PgConnectOptions options, DailyPartitions partitions) {

  /**
   * Connects on first use; the caller closes it.
   *
   * @param module name of the module, which its connections show in the database
   * @param leaving see {@link DailyPartitions}
   */
  public static ModuleDatabase open(
      Vertx vertx, EventBusSettings settings, String module, Map<String, String> leaving) {
    Pool pool = Database.pool(vertx, settings.database(), module);
    String own = module + " event-bus";
    return new ModuleDatabase(
        pool,
        Database.lastingPool(vertx, settings.database(), own),
        Database.sweepPool(vertx, settings.database(), own),
        Database.connectOptions(settings.database(), own),
        new DailyPartitions(pool, Clock.systemUTC(), settings.retentionDays(), leaving));
  }

  /** The same database for work of which each transaction lasts. */
  public ModuleDatabase forLasting() {
    return new ModuleDatabase(lasting, lasting, sweeps, options, partitions);
  }

  /** Closes all pools. */
  public Future<Void> close() {
    return sweeps.close().eventually(lasting::close).eventually(pool::close);
  }
}
