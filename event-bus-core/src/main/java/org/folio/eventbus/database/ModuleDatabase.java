/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import org.folio.eventbus.EventBusSettings;

/**
 * The connections of a module to its database.
 *
 * @param pool connections for work that an event or a caller waits for
 * @param sweeps one connection for sweeps over all tenants
 * @param options for connections outside both pools, which hold locks, listen or terminate sessions
 * @param partitions the tables that are partitioned by day
 */
public record ModuleDatabase(
    Pool pool, Pool sweeps, PgConnectOptions options, DailyPartitions partitions) {

  /**
   * Connects on first use; the caller closes it.
   *
   * @param module name of the module, which its connections show in the database
   */
  public static ModuleDatabase open(Vertx vertx, EventBusSettings settings, String module) {
    Pool pool = Database.pool(vertx, settings.database(), module);
    String own = module + " event-bus";
    return new ModuleDatabase(
        pool,
        Database.sweepPool(vertx, settings.database(), own),
        Database.connectOptions(settings.database(), own),
        new DailyPartitions(pool, Clock.systemUTC(), settings.retentionDays()));
  }

  /** Closes both pools. */
  public Future<Void> close() {
    return sweeps.close().eventually(pool::close);
  }
}
