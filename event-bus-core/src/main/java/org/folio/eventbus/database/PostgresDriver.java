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

/** The driver of Vert.x with our connections, so that no user of a pool can forget what they do. */
final class PostgresDriver extends PgDriver {

  // What a pool of Vert.x says when its queue has been waited in for too long.
  private static final String WAITED_TOO_LONG = "Timeout";

  private final @Nullable JdbcSessions sessions;

  /**
   * A driver.
   *
   * @param sessions by which poolers that share sessions are recognised, or null to take any
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
