/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import io.vertx.core.Completable;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.ClientMetrics;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.command.CommandBase;
import io.vertx.sqlclient.spi.DatabaseMetadata;
import org.folio.eventbus.base.sql.DatabaseOutage;

/**
 * A connection that closes at the first failure that makes its session unusable. A pool would
 * otherwise lend the same session again and again. The caller of the statement gets the failure
 * after the connection is closed and has left its pool.
 */
final class GuardedConnection implements Connection {

  private final Connection connection;
  private final Promise<Void> ended = Promise.promise();

  GuardedConnection(Connection connection) {
    this.connection = connection;
  }

  @Override
  public <R> void schedule(CommandBase<R> command, Completable<R> sender) {
    connection.schedule(
        command,
        (result, failure) -> {
          if (failure != null && DatabaseOutage.endsSession(failure)) {
            ended.future().onComplete(gone -> sender.fail(failure));
            connection.close(null, Promise.promise());
          } else {
            sender.complete(result, failure);
          }
        });
  }

  @Override
  public boolean isIndeterminatePreparedStatementError(Throwable error) {
    return connection.isIndeterminatePreparedStatementError(error);
  }

  @Override
  public TracingPolicy tracingPolicy() {
    return connection.tracingPolicy();
  }

  @Override
  public SocketAddress server() {
    return connection.server();
  }

  @Override
  public String system() {
    return connection.system();
  }

  @Override
  public String database() {
    return connection.database();
  }

  @Override
  public String user() {
    return connection.user();
  }

  // Vert.x declares it without type arguments.
  @SuppressWarnings("rawtypes")
  @Override
  public ClientMetrics metrics() {
    return connection.metrics();
  }

  @Override
  public void init(Holder holder) {
    connection.init(
        new Holder() {
          @Override
          public void handleEvent(Object event) {
            holder.handleEvent(event);
          }

          @Override
          public void handleClosed() {
            holder.handleClosed();
            ended.tryComplete();
          }

          // The server sends a reason before it ends a session. The user of the session gets the
          // failure anyway; Vert.x would print the reason as an error of this program.
          @Override
          public void handleException(Throwable failure) {
            if (!DatabaseOutage.endsSession(failure)) {
              holder.handleException(failure);
            }
          }
        });
  }

  @Override
  public boolean isSsl() {
    return connection.isSsl();
  }

  @Override
  public boolean isValid() {
    return connection.isValid();
  }

  @Override
  public int pipeliningLimit() {
    return connection.pipeliningLimit();
  }

  @Override
  public DatabaseMetadata getDatabaseMetaData() {
    return connection.getDatabaseMetaData();
  }

  @Override
  public void close(Holder holder, Completable<Void> closed) {
    connection.close(holder, closed);
  }

  @Override
  public int getProcessId() {
    return connection.getProcessId();
  }

  @Override
  public int getSecretKey() {
    return connection.getSecretKey();
  }

  @Override
  public Connection unwrap() {
    return connection.unwrap();
  }
}
