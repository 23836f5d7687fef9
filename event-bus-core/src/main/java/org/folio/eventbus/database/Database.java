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

/** How the bus connects to PostgreSQL. */
public final class Database {

  // Metrics show pools by their names.
  private static final String POOL = "event-bus";
  private static final String SESSION = "event-bus-session";

  // Statements differ by schema; a process serves some ten statements for each of some hundred
  // tenants.
  private static final int PREPARED_STATEMENTS = 1_024;

  // Whatever sweeps over all tenants has some ten further statements for each of them, one after
  // another in the same order: with room for fewer, each would be planned anew each time.
  private static final int SWEPT_STATEMENTS = 4 * PREPARED_STATEMENTS;

  // Characters. Longer statements would be planned anew each time; the longest upserts of
  // projections have some 4,000.
  private static final int PREPARED_STATEMENT_LENGTH = 16_384;

  // Seconds; long enough for a burst, short enough for an HTTP caller to hear of it.
  private static final int CONNECTION_WAIT = 10;

  // Milliseconds; a server on a bad network takes the connection within this time.
  private static final int CONNECT_TIMEOUT = 5_000;

  // Milliseconds beyond the time after which PostgreSQL itself cancels a statement.
  private static final int SILENCE = 10_000;

  private Database() {}

  /** A pool of connections; the caller closes it. */
  public static Pool pool(Vertx vertx, DatabaseSettings settings, String applicationName) {
    return pool(vertx, settings, connectOptions(settings, applicationName), settings.maxPoolSize());
  }

  /**
   * One connection for looking for leftovers, tenant by tenant: on the others it would take the
   * place of statements that each event needs. The caller closes it.
   */
  static Pool sweepPool(Vertx vertx, DatabaseSettings settings, String applicationName) {
    PgConnectOptions options =
        connectOptions(settings, applicationName)
            .setPreparedStatementCacheMaxSize(SWEPT_STATEMENTS);
    return pool(vertx, settings, options, 1);
  }

  private static Pool pool(
      Vertx vertx, DatabaseSettings settings, PgConnectOptions options, int connections) {
    return pool(
        vertx,
        options,
        new PostgresDriver(new JdbcSessions(settings)),
        new PoolOptions()
            .setName(POOL)
            .setMaxSize(connections)
            .setConnectionTimeout(CONNECTION_WAIT)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS),
        netOptions(settings));
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
   * A single session that lasts, for locks that it holds; the caller closes it and {@linkplain
   * #check checks} it as often as its silence could end it.
   *
   * @param silence milliseconds without a word of the server after which it is taken to be gone
   */
  public static Pool session(Vertx vertx, PgConnectOptions options, int silence) {
    return pool(
        vertx,
        options,
        new PostgresDriver(null),
        new PoolOptions().setName(SESSION).setMaxSize(1),
        netOptions().setReadIdleTimeout(silence).setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
  }

  /** Fails, and ends the session, if its server does not answer or takes no writes any more. */
  public static Future<Void> check(SqlClient session) {
    return WritableConnections.check(session);
  }

  // A server that vanished without a word is noticed by the operating system, after hours; and by
  // a silence that is longer than any statement may take.
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

  /** Options for a connection outside of the pool. */
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
                // A process that stands still within a transaction would keep the cursors of its
                // batch, and with them every batch of the new owner, for as long as it stands.
                "idle_in_transaction_session_timeout",
                Integer.toString(settings.queryTimeoutMillis())));
  }
}
