/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.folio.eventbus.okapi.deliver.OkapiDouble.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the system user logs in. */
class SystemTokensTest {

  private static final String LOGIN = "/authn/login-with-expiry";
  private static final TenantId DIKU = new TenantId("diku");
  private static final OkapiTimeouts TIMEOUTS =
      new OkapiTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(3));

  private final OkapiDouble okapi = new OkapiDouble();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger logins = new AtomicInteger();
  private final SystemTokens tokens =
      new SystemTokens(okapi.vertx, okapi.settings(), TIMEOUTS, clock::get);

  @AfterEach
  void close() {
    okapi.close();
  }

  private void logIn(HttpServerRequest request) {
    OkapiDouble.loggedIn(request, "secret.token." + logins.incrementAndGet());
  }

  private Token token() {
    return await(tokens.token(DIKU)).orElseThrow();
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void theUserLogsInToItsTenantAndTheTokenIsUsedAgain() {
    okapi.answers(this::logIn);

    assertThat(token().value()).isEqualTo("secret.token.1");
    assertThat(token().value()).isEqualTo("secret.token.1");
    assertThat(okapi.seen).hasSize(1);
    OkapiDouble.Seen login = okapi.seen.get(0);
    assertThat(login.path()).isEqualTo(LOGIN);
    assertThat(login.headers().get("X-Okapi-Tenant")).isEqualTo("diku");
    assertThat(login.headers().get("Content-Type")).isEqualTo("application/json");
    assertThat(new JsonObject(login.body()))
        .isEqualTo(new JsonObject().put("username", "bus").put("password", "very secret"));
  }

  @Test
  void theTokenIsRenewedWhenHalfOfItsLifeIsOver() {
    okapi.answers(this::logIn);
    token();

    pass(Duration.ofSeconds(299));
    assertThat(token().value()).isEqualTo("secret.token.1");
    pass(Duration.ofSeconds(1));
    assertThat(token().value()).isEqualTo("secret.token.2");
  }

  @Test
  void aTokenThatIsStillValidIsUsedUpWhenALoginFails() {
    okapi.answers(this::logIn);
    token();
    okapi.answers(request -> request.response().setStatusCode(500).end());

    pass(Duration.ofSeconds(400));
    assertThat(token().value()).isEqualTo("secret.token.1");
    pass(Duration.ofSeconds(200));
    assertThatThrownBy(this::token)
        .isInstanceOf(ReceiverAwayException.class)
        .hasMessageContaining("tenant diku (POST /authn/login-with-expiry: status 500)");
  }

  @Test
  void manyWhoAskAtOnceShareOneLoginAndEachTenantHasItsOwn() {
    Promise<Void> gate = Promise.promise();
    okapi.answers(request -> gate.future().onSuccess(open -> logIn(request)));
    List<Future<Optional<Token>>> asked =
        IntStream.range(0, 50).mapToObj(i -> tokens.token(DIKU)).toList();
    gate.complete();

    assertThat(asked).allSatisfy(one -> assertThat(await(one)).isEqualTo(await(asked.get(0))));
    assertThat(logins.get()).isEqualTo(1);
    await(tokens.token(new TenantId("other")));
    assertThat(logins.get()).isEqualTo(2);
  }

  @Test
  void whoWaitsForALoginGoesOnOnItsOwnContext() {
    okapi.answers(this::logIn);
    Promise<Boolean> same = Promise.promise();
    tokens.token(DIKU);
    var context = okapi.vertx.getOrCreateContext();
    context.runOnContext(
        run ->
            tokens
                .token(DIKU)
                .onComplete(done -> same.complete(Vertx.currentContext() == context)));

    assertThat(await(same.future())).isTrue();
  }

  @Test
  void aRefusedTokenIsReplacedOnceHoweverManyHeldIt() {
    okapi.answers(this::logIn);
    Token first = token();
    tokens.refused(DIKU, first);
    Token second = token();
    tokens.refused(DIKU, first);

    assertThat(token()).isEqualTo(second);
    assertThat(logins.get()).isEqualTo(2);
  }

  @Test
  void aLoginThatFailedIsNotRepeatedForEachEvent() {
    okapi.answers(request -> request.response().setStatusCode(422).end());
    assertThatThrownBy(this::token).hasMessageContaining("status 422");
    assertThatThrownBy(this::token).hasMessageContaining("status 422");
    assertThat(okapi.seen).hasSize(1);
    okapi.answers(this::logIn);

    pass(DeliveryPolicy.PROBE);
    assertThat(token().value()).isEqualTo("secret.token.1");
  }

  @Test
  void theOldLoginIsUsedWhereTheNewOneIsUnknown() {
    okapi.answers(
        request -> {
          if (request.path().equals("/authn/login")) {
            request.response().setStatusCode(201).putHeader("X-Okapi-Token", "old.token").end("{}");
          } else {
            request.response().setStatusCode(404).end();
          }
        });

    assertThat(token().value()).isEqualTo("old.token");
    assertThat(okapi.seen)
        .extracting(OkapiDouble.Seen::path)
        .containsExactly(LOGIN, "/authn/login");
  }

  @Test
  void withoutASystemUserThereIsNoTokenAndNoLogin() {
    SystemTokens none =
        new SystemTokens(okapi.vertx, okapi.settingsWithoutUser(), TIMEOUTS, clock::get);

    assertThat(await(none.token(DIKU))).isEmpty();
    assertThat(okapi.seen).isEmpty();
  }

  @Test
  void neitherTokenNorPasswordStandsInATextOrFailure() {
    okapi.answers(this::logIn);
    assertThat(token().toString()).doesNotContain("secret");
    assertThat(okapi.settings().toString()).doesNotContain("secret");
    okapi.answers(
        request -> request.response().setStatusCode(422).end("{\"password\":\"very secret\"}"));
    pass(Duration.ofSeconds(600));

    assertThatThrownBy(this::token)
        .hasMessageContaining("status 422")
        .hasMessageContaining("SYSTEM_USER_NAME")
        .hasMessageNotContaining("secret");
  }
}
