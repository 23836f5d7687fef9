/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import java.util.List;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers to a client when the database fails. */
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
    HttpFailure failure = explained(new PgException("refused", "ERROR", state, ""));

    assertThat(failure.answer().status()).isEqualTo(status);
    assertThat(failure).hasMessage(sentence);
  }

  @Test
  void invalidEventIsToldToTheClient() {
    Violation violation = new Violation("[0].payload.userId", "x", "must be a UUID", "-1");

    HttpFailure failure = explained(new InvalidEventException(List.of(violation)));

    assertThat(failure.answer().status()).isEqualTo(422);
    assertThat(failure.answer().body()).contains("payload.userId", "must be a UUID");
  }

  private HttpFailure explained(Throwable cause) {
    // Connects to nothing before it is used.
    TenantDatabase database =
        new TenantDatabase(
            PgBuilder.pool().using(vertx).connectingTo(new PgConnectOptions()).build(),
            new ModuleSchema("mod-test"));
    return catchThrowableOfType(
        HttpFailure.class,
        database.explaining(new TenantId("diku"), Future.<Void>failedFuture(cause))::await);
  }
}
