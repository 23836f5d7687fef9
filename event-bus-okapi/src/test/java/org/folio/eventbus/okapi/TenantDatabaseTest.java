/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client hears of a failure of the database. */
class TenantDatabaseTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @CsvSource({
    "25006, 503, The database of mod-test takes no writes at the moment; try again later",
    "53300, 503, The database of mod-test takes no further connections; try again later",
    "53100, 503, The database of mod-test has no room left on its disk; try again later",
    "42P01, 400, Tenant diku has not enabled mod-test",
    "23505, 500, 'The database of mod-test refused the request, see the module''s log'"
  })
  void answerTellsAnOutageFromARefusal(String state, int status, String sentence) {
    // Connects to nothing before it is used.
    TenantDatabase database =
        new TenantDatabase(
            PgBuilder.pool().using(vertx).connectingTo(new PgConnectOptions()).build(),
            new ModuleSchema("mod-test"));
    Future<Void> failed = Future.failedFuture(new PgException("refused", "ERROR", state, ""));

    HttpFailure failure =
        catchThrowableOfType(
            HttpFailure.class, database.explaining(new TenantId("diku"), failed)::await);
    assertThat(failure.answer().status()).isEqualTo(status);
    assertThat(failure).hasMessage(sentence);
  }
}
