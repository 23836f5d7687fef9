/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.operate;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.deliver.AdapterMode;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.jspecify.annotations.Nullable;

/**
 * Masks personal data in the response to one request. Ids that the request itself contains stay:
 * the caller knows them. {@code reveal=true} shows everything. Through Okapi it needs a permission,
 * and the operation log records it before the response is sent.
 */
final class Disclosure {

  // The permission to see personal data, after the name of the module's descriptor.
  private static final String PERMISSION = ".event-bus.reveal.execute";

  /** The actor if the request names none. */
  static final String UNKNOWN_OPERATOR = "unknown";

  private static final String NO_REASON = "not given";

  private final EventBus bus;
  private final HttpServerRequest request;
  private final OkapiRequest okapi;
  private final boolean reveals;
  private final Set<String> known = new LinkedHashSet<>();

  private Disclosure(EventBus bus, HttpServerRequest request, OkapiRequest okapi, boolean reveals) {
    this.bus = bus;
    this.request = request;
    this.okapi = okapi;
    this.reveals = reveals;
  }

  /**
   * Reads the request's parameters.
   *
   * @throws HttpFailure 400 for an invalid parameter, 403 without the permission
   */
  static Disclosure of(RoutingContext ctx, EventBus bus) {
    HttpServerRequest request = ctx.request();
    boolean reveals = Flag.of(ctx, "reveal");
    String module = bus.schema().module();
    if (reveals && isThroughOkapi(request.headers()) && !isPermitted(request.headers(), module)) {
      throw HttpFailure.text(
          403, "To see personal data the permission " + module + PERMISSION + " is needed");
    }
    Disclosure disclosure = new Disclosure(bus, request, OkapiRequest.of(ctx), reveals);
    ctx.queryParams().forEach(parameter -> disclosure.known.add(parameter.getValue()));
    return disclosure;
  }

  /** Whether personal data are shown. */
  boolean reveals() {
    return reveals;
  }

  /** The same, with a text that the caller knows, because it is in the body of the request. */
  Disclosure knowing(@Nullable String text) {
    if (text != null) {
      known.add(text);
    }
    return this;
  }

  /** The masked response; a revealing one is logged first. */
  Future<Answer> answer(JsonObject body) {
    return reveals
        ? note().map(noted -> Answer.json(200, body))
        : Future.succeededFuture(Answer.json(200, new Masking(known).of(body)));
  }

  private Future<Void> note() {
    String reason = request.getParam("reason");
    String why = reason == null || reason.isBlank() ? NO_REASON : reason;
    JsonObject asked = new JsonObject();
    request.params().forEach(parameter -> asked.put(parameter.getKey(), parameter.getValue()));
    return bus.admin()
        .operations()
        .write(
            bus.pool(),
            okapi.tenant(),
            Action.REVEAL.name(),
            new JsonObject().put("path", request.path()).put("asked", asked),
            new Justification(why, Objects.requireNonNullElse(okapi.userId(), UNKNOWN_OPERATOR)),
            ActionOutcome.DONE.name());
  }

  // Okapi adds at least one of them to each request; a request without any comes from inside.
  private static boolean isThroughOkapi(MultiMap headers) {
    return headers.contains(OkapiHeaders.URL)
        || headers.contains(OkapiHeaders.TOKEN)
        || headers.contains(OkapiHeaders.PERMISSIONS);
  }

  // Okapi passes on only the permissions that the descriptor of the called module desires.
  private static boolean isPermitted(MultiMap headers, String module) {
    String permissions = headers.get(OkapiHeaders.PERMISSIONS);
    if (permissions == null) {
      return false;
    }
    try {
      JsonArray granted = new JsonArray(permissions);
      return Stream.of(AdapterMode.values())
          .anyMatch(mode -> granted.contains(mode.product(module) + PERMISSION));
    } catch (DecodeException e) {
      throw HttpFailure.text(
          400, "Header " + OkapiHeaders.PERMISSIONS + " is not a JSON array of permissions", e);
    }
  }
}
