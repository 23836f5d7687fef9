/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.folio.eventbus.okapi.SystemUser;
import org.folio.eventbus.okapi.call.ModuleCalls;
import org.folio.eventbus.okapi.call.ModuleReply;
import org.folio.eventbus.okapi.http.Answer;

/** Logs the system user in. Messages never contain the password or a token. */
final class Login {

  /** Half of the ten-minute lifetime of FOLIO's access tokens, for answers without an expiry. */
  static final Duration UNTOLD_LIFETIME = Duration.ofMinutes(5);

  /** Tokens of the old login do not expire; they are renewed to detect a revoked one. */
  static final Duration OLD_LIFETIME = Duration.ofHours(2);

  private static final String PATH = "/authn/login-with-expiry";
  private static final String OLD_PATH = "/authn/login";
  private static final String COOKIE = "folioAccessToken";
  private static final String MAX_AGE = "max-age";
  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;

  // A login is rare, and its answer a few hundred bytes.
  private static final int CONNECTIONS = 5;
  private static final int MOST_BYTES = 64 * 1024;

  private final ModuleCalls calls;
  private final String okapi;
  private final OkapiTimeouts timeouts;

  private record Attribute(String name, String value) {}

  Login(Vertx vertx, String okapi, OkapiTimeouts timeouts) {
    this.okapi = okapi;
    this.timeouts = timeouts;
    this.calls = new ModuleCalls(vertx, timeouts.connect(), CONNECTIONS, MOST_BYTES);
  }

  /**
   * A new token of the user in a tenant.
   *
   * @return fails with {@link ReceiverAwayException}
   */
  Future<Token> token(TenantId tenant, SystemUser user, LongSupplier nanoTime) {
    return send(PATH, tenant, user)
        .compose(
            answer ->
                answer.status() == NOT_FOUND
                    // An installation that has not been upgraded only has the old login.
                    ? send(OLD_PATH, tenant, user)
                        .compose(old -> required(OLD_PATH, tenant, old, ofHeader(old, nanoTime)))
                    : required(PATH, tenant, answer, ofCookie(answer, nanoTime)));
  }

  private Future<ModuleReply> send(String path, TenantId tenant, SystemUser user) {
    return calls
        .send(
            HttpMethod.POST,
            okapi + path,
            Map.of(
                "Accept",
                "application/json, text/plain",
                "Content-Type",
                Answer.JSON,
                OkapiHeaders.TENANT,
                tenant.value(),
                OkapiHeaders.URL,
                okapi),
            new JsonObject()
                .put("username", user.name())
                .put("password", user.password())
                .toBuffer(),
            timeouts.answer())
        .recover(
            failure ->
                Future.failedFuture(
                    new ReceiverAwayException(sentence(path, tenant, "no answer came"), failure)));
  }

  private static Future<Token> required(
      String path, TenantId tenant, ModuleReply answer, Optional<Token> token) {
    if (answer.status() != CREATED) {
      return Future.failedFuture(
          new ReceiverAwayException(sentence(path, tenant, "status " + answer.status())));
    }
    return token
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                Future.failedFuture(
                    new ReceiverAwayException(sentence(path, tenant, "an answer without token"))));
  }

  private static String sentence(String path, TenantId tenant, String what) {
    return "The system user could not be logged in to tenant %s (POST %s: %s); check SYSTEM_USER_NAME, SYSTEM_USER_PASSWORD and the user in that tenant"
        .formatted(tenant, path, what);
  }

  private static Optional<Token> ofHeader(ModuleReply answer, LongSupplier nanoTime) {
    return Optional.ofNullable(answer.header(OkapiHeaders.TOKEN))
        .filter(value -> !value.isBlank())
        .map(value -> Token.of(value, nanoTime.getAsLong(), OLD_LIFETIME));
  }

  private static Optional<Token> ofCookie(ModuleReply answer, LongSupplier nanoTime) {
    return answer.headers().getAll("Set-Cookie").stream()
        .map(Login::attributes)
        .filter(cookie -> COOKIE.equals(cookie.get(0).name()) && !cookie.get(0).value().isBlank())
        .map(cookie -> Token.of(cookie.get(0).value(), nanoTime.getAsLong(), lifetime(cookie)))
        .findFirst();
  }

  private static List<Attribute> attributes(String cookie) {
    return Arrays.stream(cookie.split(";"))
        .map(
            part -> {
              String[] sides = part.split("=", 2);
              return new Attribute(
                  sides[0].strip(), sides.length > 1 ? sides[1].strip().replace("\"", "") : "");
            })
        .toList();
  }

  private static Duration lifetime(List<Attribute> cookie) {
    return cookie.stream()
        .filter(attribute -> MAX_AGE.equalsIgnoreCase(attribute.name()))
        .filter(attribute -> attribute.value().matches("[1-9]\\d{0,8}"))
        .map(attribute -> Duration.ofSeconds(Long.parseLong(attribute.value())))
        .findFirst()
        .orElse(UNTOLD_LIFETIME);
  }
}
