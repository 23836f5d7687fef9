/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.base.settings.DatabaseSettings;

/** The bus's connections to PostgreSQL. */
public final class Database {

  // Metrics identify pools by their names.
  private static final String POOL = "event-bus";
  private static final String LASTING_POOL = "event-bus-lasting";
  private static final String SESSION = "event-bus-session";

  // Statements differ by schema; a process runs some ten statements for each of some hundred
  // tenants.
  private static final int PREPARED_STATEMENTS = 1_024;

  // A sweep over all tenants has some ten further statements for each of them, in the same order
  // each time: a smaller cache would plan each of them anew.
  private static final int SWEPT_STATEMENTS = 4 * PREPARED_STATEMENTS;

  // Characters. Longer statements are not cached; the longest upserts of projections have some
  // 4,000.
  private static final int PREPARED_STATEMENT_LENGTH = 16_384;

  // Seconds; long enough for a burst, short enough for an HTTP caller to get the error.
  private static final int CONNECTION_WAIT = 10;

  // Releases of several keys at once; more would only wait for the called modules.
  private static final int LASTING = 4;

  // Seconds; releases come in bursts.
  private static final int IDLE = 60;

  // Milliseconds; a server on a bad network accepts the connection within this time.
  private static final int CONNECT_TIMEOUT = 5_000;

  // Milliseconds beyond the time after which PostgreSQL itself cancels a statement.
  private static final int SILENCE = 10_000;

  private Database() {}

  /** A pool of connections; the caller closes it. */
  public static Pool pool(Vertx vertx, DatabaseSettings settings, String applicationName) {
    return pool(vertx, settings, connectOptions(settings, applicationName), settings.maxPoolSize());
  }

  /**
   * One connection for sweeps over all tenants: on the others, their statements would evict the
   * statements that each event needs. The caller closes it.
   */
  static Pool sweepPool(Vertx vertx, DatabaseSettings settings, String applicationName) {
    PgConnectOptions options =
        connectOptions(settings, applicationName)
            .setPreparedStatementCacheMaxSize(SWEPT_STATEMENTS);
    return pool(vertx, settings, options, 1);
  }

  /** Connections for transactions that last; none is open while there are no such transactions. */
  static Pool lastingPool(Vertx vertx, DatabaseSettings settings, String applicationName) {
    return pool(
        vertx,
        settings,
        connectOptions(settings, applicationName),
        poolOptions(LASTING)
            .setName(LASTING_POOL)
            .setIdleTimeout(IDLE)
            .setIdleTimeoutUnit(TimeUnit.SECONDS));
  }

  private static Pool pool(
      Vertx vertx, DatabaseSettings settings, PgConnectOptions options, int connections) {
    return pool(vertx, settings, options, poolOptions(connections));
  }

  private static Pool pool(
      Vertx vertx, DatabaseSettings settings, PgConnectOptions options, PoolOptions poolOptions) {
    return pool(
        vertx,
        options,
        new PostgresDriver(new JdbcSessions(settings)),
        poolOptions,
        netOptions(settings));
  }

  private static PoolOptions poolOptions(int connections) {
    return new PoolOptions()
        .setName(POOL)
        .setMaxSize(connections)
        .setConnectionTimeout(CONNECTION_WAIT)
        .setConnectionTimeoutUnit(TimeUnit.SECONDS);
  }

  private static Pool pool(
      Vertx vertx,
      PgConnectOptions options,
      PostgresDriver driver,
      PoolOptions poolOptions,
      NetClientOptions netOptions) {
    return ClientBuilder.pool(driver)
        .using(vertx)
        .connectingTo(options)
        .with(poolOptions)
        .with(netOptions)
        .build();
  }

  /**
   * A single long-lived session that holds locks. The caller closes it and {@linkplain #check
   * checks} it often enough that it is never idle for the limit.
   *
   * @param silence milliseconds of silence after which the server counts as gone
   */
  public static Pool session(Vertx vertx, PgConnectOptions options, int silence) {
    return pool(
        vertx,
        options,
        new PostgresDriver(null),
        new PoolOptions().setName(SESSION).setMaxSize(1),
        netOptions().setReadIdleTimeout(silence).setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
  }

  /** Fails, and ends the session, if its server does not answer or has become read-only. */
  public static Future<Void> check(SqlClient session) {
    return WritableConnections.check(session);
  }

  // The operating system detects a server that vanished silently only after hours. A silence longer
  // than any statement may take detects it earlier.
  private static NetClientOptions netOptions(DatabaseSettings settings) {
    NetClientOptions options = netOptions();
    if (settings.queryTimeoutMillis() > 0) {
      options
          .setReadIdleTimeout(settings.queryTimeoutMillis() + SILENCE)
          .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
    return options;
  }

  private static NetClientOptions netOptions() {
    return new NetClientOptions().setTcpKeepAlive(true).setConnectTimeout(CONNECT_TIMEOUT);
  }

  /** Options for a connection outside the pool. */
  static PgConnectOptions connectOptions(DatabaseSettings settings, String applicationName) {
    PgConnectOptions options = new PgConnectOptions();
    settings
        .serverCertificate()
        .ifPresent(
            certificate ->
                options
                    .setSslMode(SslMode.VERIFY_FULL)
                    .setSslOptions(
                        new ClientSSLOptions()
                            .setHostnameVerificationAlgorithm("HTTPS")
                            .setTrustOptions(
                                new PemTrustOptions().addCertValue(Buffer.buffer(certificate)))));
    return options
        .setHost(settings.host())
        .setPort(settings.port())
        .setDatabase(settings.database())
        .setUser(settings.username())
        .setPassword(settings.password())
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheMaxSize(PREPARED_STATEMENTS)
        .setPreparedStatementCacheSqlLimit(PREPARED_STATEMENT_LENGTH)
        .setProperties(
            Map.of(
                "application_name",
                applicationName,
                "search_path",
                "public",
                "statement_timeout",
                Integer.toString(settings.queryTimeoutMillis()),
                // A process that freezes within a transaction would hold the cursors of its batch,
                // and block every batch of the new owner, until it ends.
                "idle_in_transaction_session_timeout",
                Integer.toString(settings.queryTimeoutMillis())));
  }
}
