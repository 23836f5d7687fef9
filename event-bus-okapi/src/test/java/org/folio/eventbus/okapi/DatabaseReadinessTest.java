/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithEventBusServers
class DatabaseReadinessTest {

  private static final TenantId DIKU = new TenantId("diku");

  private final Vertx vertx = Vertx.vertx();
  private Pool pool;
  private TenantDatabase database;

  @BeforeEach
  void connect(DatabaseCoordinates coordinates) {
    pool =
        PgBuilder.pool()
            .connectingTo(
                new PgConnectOptions()
                    .setHost(coordinates.host())
                    .setPort(coordinates.port())
                    .setDatabase(coordinates.database())
                    .setUser(coordinates.username())
                    .setPassword(coordinates.password()))
            .using(vertx)
            .build();
    database = new TenantDatabase(pool, new ModuleSchema("mod-x"));
  }

  @AfterEach
  void disconnect() {
    RunningServer.await(pool.close());
    RunningServer.await(vertx.close());
  }

  @Test
  void isReadyWhileTheDatabaseAnswers(PostgresServer server) {
    DatabaseReadiness check = new DatabaseReadiness(pool);
    assertThat(RunningServer.await(check.problems())).isEmpty();
    server.stop();
    try {
      assertThat(RunningServer.await(check.problems()))
          .containsExactly("The database does not answer; see the module's log");
      assertFailure(query("SELECT 1"), 503, "The database of mod-x cannot be reached");
    } finally {
      server.start();
    }
  }

  @Test
  void tellsFailuresApart() {
    assertFailure(query("SELECT * FROM \"%s\".loan"), 400, "Tenant diku has not enabled mod-x");
    assertFailure(query("SELECT 1 / 0"), 500, "The database of mod-x refused the request");
    HttpFailure own = HttpFailure.text(404, "Not found");
    assertThatThrownBy(
            () ->
                RunningServer.await(
                    database.withConnection(DIKU, (c, schema) -> Future.failedFuture(own))))
        .isSameAs(own);
  }

  private ThrowingCallable query(String sql) {
    return () ->
        RunningServer.await(
            database.withConnection(
                DIKU, (connection, schema) -> connection.query(sql.formatted(schema)).execute()));
  }

  private static void assertFailure(ThrowingCallable query, int status, String sentence) {
    assertThatThrownBy(query)
        .isInstanceOfSatisfying(
            HttpFailure.class, e -> assertThat(e.answer().status()).isEqualTo(status))
        .hasMessageStartingWith(sentence);
  }
}
