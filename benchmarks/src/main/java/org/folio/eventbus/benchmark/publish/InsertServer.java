/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.publish;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.base.settings.DatabaseSettings;

/**
 * Commits one row for each request, and does nothing else: the limit for a module that answers a
 * request with 201 after its own commit.
 */
public final class InsertServer {

  static final String NAME = "one insert for each request";

  private static final String TENANT = "/_/tenant";
  private static final String CREATE =
      "CREATE TABLE IF NOT EXISTS request_body (id uuid PRIMARY KEY, body text NOT NULL)";
  private static final String INSERT = "INSERT INTO request_body (id, body) VALUES ($1, $2)";
  private static final int CREATED = 201;
  private static final int FAILED = 500;

  private InsertServer() {}

  /** Listens on the port in system property {@code http.port}. */
  public static void main(String[] arguments) {
    Vertx vertx = Vertx.vertx();
    EventBusSettings settings = EventBusSettings.from(System.getenv());
    Pool pool = pool(vertx, settings.database());
    vertx
        .createHttpServer()
        .requestHandler(request -> answer(pool, request))
        .listen(Integer.getInteger("http.port"))
        .await();
  }

  // As many connections as the modules have by default.
  private static Pool pool(Vertx vertx, DatabaseSettings database) {
    return PgBuilder.pool()
        .using(vertx)
        .connectingTo(
            new PgConnectOptions()
                .setHost(database.host())
                .setPort(database.port())
                .setDatabase(database.database())
                .setUser(database.username())
                .setPassword(database.password())
                .setCachePreparedStatements(true))
        .with(new PoolOptions().setMaxSize(database.maxPoolSize()))
        .build();
  }

  private static void answer(Pool pool, HttpServerRequest request) {
    request
        .body()
        .compose(
            body ->
                request.path().equals(TENANT)
                    ? pool.query(CREATE).execute()
                    : pool.preparedQuery(INSERT)
                        .execute(Tuple.of(UUID.randomUUID(), body.toString())))
        .onSuccess(done -> request.response().setStatusCode(CREATED).end())
        .onFailure(
            failure ->
                request.response().setStatusCode(FAILED).end(String.valueOf(failure.getMessage())));
  }
}
