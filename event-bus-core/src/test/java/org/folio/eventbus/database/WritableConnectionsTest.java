/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.base.sql.DatabaseOutage;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The connections that a pool lends while a server accepts no writes, or while all connections are
 * in use.
 */
@WithEventBusServers
class WritableConnectionsTest {

  // Milliseconds; longer than the first connection of a new process takes.
  private static final int WAIT = 1_000;

  private final Vertx vertx = Vertx.vertx();
  private final PgConnectOptions options;
  private final Pool pool;

  WritableConnectionsTest(DatabaseCoordinates database) {
    options =
        new PgConnectOptions()
            .setHost(database.host())
            .setPort(database.port())
            .setDatabase(database.database())
            .setUser(database.username())
            .setPassword(database.password());
    pool = pool(options);
    run("CREATE TABLE IF NOT EXISTS written (number int)");
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void sessionThatTakesNoWritesAnyMoreIsNotLentAgain() {
    run("SET default_transaction_read_only = on");
    assertOutage(() -> run("INSERT INTO written VALUES (1)"), "takes no writes at the moment");
    run("INSERT INTO written VALUES (1)");
  }

  @Test
  void sessionThatTakesNoWritesAnyMoreEndsWithTheTransactionThatFoundOut() {
    run("SET default_transaction_read_only = on");
    assertOutage(
        () -> pool.withTransaction(tx -> tx.preparedQuery("DELETE FROM written").execute()).await(),
        "takes no writes at the moment");
    pool.withTransaction(tx -> tx.preparedQuery("DELETE FROM written").execute()).await();
  }

  @Test
  void sessionThatTakesNoWritesFromTheBeginningIsNotLent() {
    Pool ofStandby = pool(options.addProperty("default_transaction_read_only", "on"));
    assertOutage(
        () -> ofStandby.query("SELECT 1").execute().await(), "takes no writes at the moment");
  }

  @Test
  void noFreeConnectionIsAnOutageThatNamesTheLimit() {
    SqlConnection taken = pool.getConnection().await();
    Throwable failure = catchThrowable(() -> pool.getConnection().await());
    taken.close().await();

    assertThat(failure).hasMessageContaining("1 connections (DB_MAXPOOLSIZE)");
    assertThat(DatabaseOutage.of(failure)).hasValue("is busy with other requests of this module");
    assertThat(DatabaseOutage.isConnectionFailure(failure)).isTrue();
  }

  private static void assertOutage(Runnable use, String matter) {
    assertThat(DatabaseOutage.of(catchThrowable(use::run))).hasValue(matter);
  }

  private void run(String sql) {
    pool.query(sql).execute().await();
  }

  private Pool pool(PgConnectOptions to) {
    return ClientBuilder.pool(new PostgresDriver(null))
        .using(vertx)
        .connectingTo(to)
        .with(
            new PoolOptions()
                .setMaxSize(1)
                .setConnectionTimeout(WAIT)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
        .build();
  }
}
