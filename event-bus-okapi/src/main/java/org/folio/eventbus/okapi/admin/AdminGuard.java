/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.admin;

import io.vertx.core.MultiMap;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.folio.eventbus.okapi.HttpFailure;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.RouteGroup;
import org.folio.eventbus.settings.Environment;
import org.jspecify.annotations.Nullable;

/**
 * Lets only those through to {@code /event-bus/...} who may: through Okapi with the endpoint's
 * permission in {@code X-Okapi-Permissions}, directly with the configured token. Without a
 * configured token nobody is asked, and the gateway alone decides, as for every other path of a
 * FOLIO module.
 */
public final class AdminGuard implements RouteGroup {

  /** The header for callers that do not come through Okapi. */
  public static final String HEADER = "X-Event-Bus-Admin-Token";

  /** The variable that holds the token. */
  public static final String VARIABLE = "EVENT_ADMIN_TOKEN";

  /** Lets everybody through. */
  public static final AdminGuard OPEN = new AdminGuard(Optional.empty());

  // A token that can be guessed is worse than none, because it is relied upon.
  private static final int SHORTEST_TOKEN = 16;

  private final Optional<byte[]> token;

  private AdminGuard(Optional<String> token) {
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads the token; what is wrong with it is noted in the environment. */
  public static AdminGuard from(Environment environment) {
    String token =
        environment.text(
            VARIABLE,
            "",
            "a secret of %d characters or more for calls of /event-bus that do not come through Okapi"
                .formatted(SHORTEST_TOKEN));
    if (!token.isEmpty() && token.length() < SHORTEST_TOKEN) {
      environment.refuse(
          "%s is too short; expected %d characters or more.".formatted(VARIABLE, SHORTEST_TOKEN));
    }
    return token.isEmpty() ? OPEN : new AdminGuard(Optional.of(token));
  }

  /** Before bodies are read: who may not come in sends none. */
  @Override
  public void mountStreams(Router router) {
    token.ifPresent(secret -> router.route("/event-bus/*").handler(ctx -> check(ctx, secret)));
  }

  @Override
  public void mount(Router router) {
    // The work is done before bodies are read.
  }

  private static void check(RoutingContext ctx, byte[] secret) {
    MultiMap headers = ctx.request().headers();
    String method = ctx.request().method().name();
    Optional<String> permission = AdminEndpoint.permission(method, ctx.normalizedPath());
    if (permission.isEmpty() || isSecret(headers.get(HEADER), secret)) {
      ctx.next();
    } else if (permissions(headers).contains(permission.get())) {
      ctx.next();
    } else {
      ctx.fail(
          HttpFailure.text(
              403,
              "Through Okapi the permission %s is needed, otherwise the header %s with the token of the module's variable %s"
                  .formatted(permission.get(), HEADER, VARIABLE)));
    }
  }

  private static boolean isSecret(@Nullable String given, byte[] secret) {
    // Takes as long for any wrong token.
    return given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret);
  }

  private static JsonArray permissions(MultiMap headers) {
    String permissions = headers.get(OkapiHeaders.PERMISSIONS);
    try {
      return permissions == null ? new JsonArray() : new JsonArray(permissions);
    } catch (DecodeException e) {
      throw HttpFailure.text(
          400, "Header " + OkapiHeaders.PERMISSIONS + " is not a JSON array of permissions", e);
    }
  }
}
