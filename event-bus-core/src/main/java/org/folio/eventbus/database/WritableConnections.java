/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.pgclient.impl.PgConnectionImpl;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Creates connections only to a server that accepts writes. After a failover an address may lead to
 * a standby for a while; a session opened then would stay on it. A pooler that shares sessions is
 * rejected as well.
 */
final class WritableConnections extends PgConnectionFactory {

  // Fails with the SQLSTATE of a rejected write.
  private static final String MUST_TAKE_WRITES =
      """
      DO $$ BEGIN
        IF current_setting('transaction_read_only')::boolean THEN
          RAISE read_only_sql_transaction
            USING MESSAGE = 'it is a standby, or default_transaction_read_only is on';
        END IF;
      END $$
      """;

  private static final String BACKEND = "SELECT pg_backend_pid()";

  private final VertxInternal owner;
  private volatile @Nullable JdbcSessions unchecked;

  WritableConnections(
      VertxInternal vertx, NetClientOptions options, @Nullable JdbcSessions sessions) {
    super(vertx, options);
    this.owner = vertx;
    this.unchecked = sessions;
  }

  @Override
  public Future<SqlConnection> connect(Context context, PgConnectOptions options) {
    return super.connect(context, options)
        .compose(
            opened -> {
              Connection guarded = new GuardedConnection(((SqlConnectionInternal) opened).unwrap());
              PgConnectionImpl connection =
                  new PgConnectionImpl(this, (ContextInternal) context, guarded);
              guarded.init(connection);
              return check(connection)
                  .compose(writable -> checkSession(connection))
                  .<SqlConnection>map(connection)
                  .onFailure(refused -> connection.close());
            });
  }

  // A server that announces the number of another process is a pooler.
  private Future<Void> checkSession(PgConnection connection) {
    JdbcSessions sessions = unchecked;
    return sessions == null
        ? Future.succeededFuture()
        : connection
            .query(BACKEND)
            .execute()
            .compose(
                rows ->
                    rows.iterator().next().getInteger(0) == connection.processId()
                        ? Future.<Void>succeededFuture()
                        : checkSession(sessions))
            .onSuccess(own -> unchecked = null);
  }

  private Future<Void> checkSession(JdbcSessions sessions) {
    return owner
        .<Void>executeBlocking(
            () -> {
              sessions.check();
              return null;
            },
            false)
        .recover(
            cause ->
                Future.failedFuture(new IOException(String.valueOf(cause.getMessage()), cause)));
  }

  /** Fails, and closes a guarded connection, if its server no longer accepts writes. */
  static Future<Void> check(SqlClient connection) {
    return connection.query(MUST_TAKE_WRITES).execute().mapEmpty();
  }
}
