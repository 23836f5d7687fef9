/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.internal.pool.CloseablePool;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.function.Supplier;
import org.folio.eventbus.base.sql.NoFreeConnectionException;
import org.jspecify.annotations.Nullable;

/** Vert.x' driver with guarded connections, so that every user of a pool gets them. */
final class PostgresDriver extends PgDriver {

  // The message of Vert.x' pool when a caller has waited in its queue for too long.
  private static final String WAITED_TOO_LONG = "Timeout";

  private final @Nullable JdbcSessions sessions;

  /**
   * A driver.
   *
   * @param sessions detects poolers that share sessions; null to accept any
   */
  PostgresDriver(@Nullable JdbcSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public ConnectionFactory<PgConnectOptions> createConnectionFactory(
      Vertx vertx, NetClientOptions transportOptions) {
    return new WritableConnections((VertxInternal) vertx, transportOptions, sessions);
  }

  @Override
  public Pool newPool(
      Vertx vertx,
      Supplier<Future<PgConnectOptions>> databases,
      PoolOptions options,
      NetClientOptions transportOptions,
      Handler<SqlConnection> connectHandler,
      CloseFuture closeFuture) {
    Pool pool =
        super.newPool(vertx, databases, options, transportOptions, connectHandler, closeFuture);
    return new CloseablePool((VertxInternal) vertx, closeFuture, pool) {
      @Override
      public Future<SqlConnection> getConnection() {
        return super.getConnection()
            .recover(
                failure ->
                    Future.failedFuture(
                        WAITED_TOO_LONG.equals(failure.getMessage())
                            ? new NoFreeConnectionException(options)
                            : failure));
      }
    };
  }
}
