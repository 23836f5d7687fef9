/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.jspecify.annotations.Nullable;

/**
 * Protects {@code /event-bus} and everything below it: only requests with the configured token
 * pass. No other header counts: anybody who reaches the port can also write {@code
 * X-Okapi-Permissions}. Without a configured token every request passes, and the gateway alone
 * decides, as for every other path of a FOLIO module.
 *
 * <p>The guard is a route itself, so the router applies the same path rules to protection and to
 * endpoints, however a path is written.
 */
public final class AdminGuard implements RouteGroup {

  /** The header of the token; Okapi passes it on. */
  public static final String HEADER = "X-Event-Bus-Admin-Token";

  /** The variable of the token. */
  public static final String VARIABLE = "EVENT_ADMIN_TOKEN";

  /** Lets every request pass. */
  public static final AdminGuard OPEN = new AdminGuard(Optional.empty());

  // With or without the slash.
  private static final String GUARDED = "/event-bus/*";

  // A token that can be guessed is worse than none, because operators rely on it.
  private static final int SHORTEST_TOKEN = 16;

  private final Optional<byte[]> token;

  private AdminGuard(Optional<String> token) {
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads the token; the environment records each error. */
  public static AdminGuard from(Environment environment) {
    String token =
        environment.text(
            VARIABLE,
            "",
            "a secret of %s characters or more, which every call of /event-bus must send"
                .formatted(SHORTEST_TOKEN));
    if (!token.isEmpty() && token.length() < SHORTEST_TOKEN) {
      environment.refuse(
          "%s is too short; expected %s characters or more.".formatted(VARIABLE, SHORTEST_TOKEN));
    }
    return token.isEmpty() ? OPEN : new AdminGuard(Optional.of(token));
  }

  /** Runs before bodies are read: a rejected client's body is not read. */
  @Override
  public void mountStreams(Router router) {
    token.ifPresent(secret -> router.route(GUARDED).handler(ctx -> check(ctx, secret)));
  }

  @Override
  public void mount(Router router) {
    // The check runs before bodies are read.
  }

  private static void check(RoutingContext ctx, byte[] secret) {
    if (isSecret(ctx.request().getHeader(HEADER), secret)) {
      ctx.next();
    } else {
      ctx.fail(
          HttpFailure.text(
              403,
              "The header %s must hold the token of the module's variable %s"
                  .formatted(HEADER, VARIABLE)));
    }
  }

  private static boolean isSecret(@Nullable String given, byte[] secret) {
    // Takes the same time for any wrong token.
    return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret);
  }
}
