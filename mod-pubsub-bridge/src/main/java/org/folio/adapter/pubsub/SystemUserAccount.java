/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.folio.eventbus.okapi.SystemUser;
import org.folio.eventbus.okapi.call.ModuleCalls;
import org.folio.eventbus.okapi.call.ModuleReply;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.jspecify.annotations.Nullable;

/**
 * The account of the system user in a tenant: user, credentials and the permissions that
 * subscribers ask for (contract: mod-pubsub 1.12). Completes what is missing, keeps permissions
 * that an operator has added, and logs in at last: without a login no event is delivered.
 */
final class SystemUserAccount {

  /** The permissions of the callbacks; mod-pubsub's descriptor defines them, and so does this. */
  static final List<String> PERMISSIONS =
      List.of(
          "pubsub.events.post",
          "audit.pub-sub-handlers.log-record-event.post",
          "remote-storage.pub-sub-handlers.log-record-event.post",
          "circulation.handlers.loan-related-fee-fine-closed.post",
          "circulation.handlers.fee-fine-balance-changed.post",
          "patron-blocks.handlers.fee-fine-balance-changed.post",
          "patron-blocks.handlers.item-checked-out.post",
          "patron-blocks.handlers.item-checked-in.post",
          "patron-blocks.handlers.item-declared-lost.post",
          "patron-blocks.handlers.item-aged-to-lost.post",
          "patron-blocks.handlers.item-claimed-returned.post",
          "patron-blocks.handlers.loan-due-date-changed.post",
          "patron-blocks.handlers.loan-closed.post");

  private static final String LAST_NAME = "System";
  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;

  // How mod-login refuses a login.
  private static final Set<Integer> REFUSED = Set.of(400, 401, 422);
  private static final int CONNECTIONS = 5;
  private static final int MOST_BYTES = 1024 * 1024;

  private final ModuleCalls calls;
  private final String okapi;
  private final SystemUser user;

  /** The account of the user in the settings, which name one, and Okapi's address. */
  SystemUserAccount(Vertx vertx, OkapiSettings okapi) {
    this.calls = new ModuleCalls(vertx, OkapiTimeouts.DEFAULT_CONNECT, CONNECTIONS, MOST_BYTES);
    this.okapi = okapi.url().orElseThrow();
    this.user = okapi.systemUser().orElseThrow();
  }

  /**
   * Completes the account on behalf of a request.
   *
   * @return fails with {@link HttpFailure} that names the step
   */
  Future<Void> ensure(OkapiRequest request) {
    Caller caller = new Caller(request);
    String query = URLEncoder.encode("username==\"" + user.name() + "\"", StandardCharsets.UTF_8);
    return caller
        .call(HttpMethod.GET, "/users?query=" + query, null, "find the user", 200)
        .compose(
            reply -> {
              JsonArray users = json(reply).getJsonArray("users", new JsonArray());
              return users.isEmpty() ? create(caller) : complete(caller, users.getJsonObject(0));
            })
        .compose(id -> permit(caller, id).compose(permitted -> login(caller, id)));
  }

  private Future<Void> login(Caller caller, String userId) {
    return caller
        .login()
        .compose(
            status ->
                !REFUSED.contains(status)
                    ? Future.succeededFuture(status)
                    // mod-login answers alike for a missing password and for another one.
                    : storeCredentials(caller, userId, CREATED, 400, 422)
                        .compose(
                            stored ->
                                stored == CREATED
                                    ? caller.login()
                                    : Future.succeededFuture(status)))
        .compose(
            status ->
                status == CREATED
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        HttpFailure.text(
                            500,
                            caller.sentence(
                                "log in",
                                "status "
                                    + status
                                    + "; the user must be active, and its password that of SYSTEM_USER_PASSWORD"))));
  }

  private Future<Integer> storeCredentials(Caller caller, String userId, Integer... expected) {
    return caller
        .call(
            HttpMethod.POST,
            "/authn/credentials",
            new JsonObject()
                .put("username", user.name())
                .put("userId", userId)
                .put("password", user.password()),
            "store the credentials",
            expected)
        .map(ModuleReply::status);
  }

  private Future<String> create(Caller caller) {
    String id = UUID.randomUUID().toString();
    JsonObject created =
        new JsonObject()
            .put("id", id)
            .put("active", true)
            .put("type", "system")
            .put("username", user.name())
            .put("personal", new JsonObject().put("lastName", LAST_NAME));
    return caller
        .call(HttpMethod.POST, "/users", created, "create the user", 201)
        .compose(stored -> storeCredentials(caller, id, CREATED))
        .map(id);
  }

  private Future<String> complete(Caller caller, JsonObject found) {
    String id = found.getString("id");
    JsonObject personal = found.getJsonObject("personal", new JsonObject());
    if (!personal.getString("lastName", "").isBlank()) {
      return Future.succeededFuture(id);
    }
    JsonObject named = found.copy().put("personal", personal.copy().put("lastName", LAST_NAME));
    return caller.call(HttpMethod.PUT, "/users/" + id, named, "update the user", 204).map(id);
  }

  private Future<Void> permit(Caller caller, String userId) {
    return caller
        .call(
            HttpMethod.GET,
            "/perms/users/" + userId + "?indexField=userId",
            null,
            "find the permissions",
            200,
            404)
        .compose(
            reply -> reply.status() == 404 ? grant(caller, userId) : extend(caller, json(reply)));
  }

  private static Future<Void> grant(Caller caller, String userId) {
    JsonObject permissions =
        new JsonObject()
            .put("id", UUID.randomUUID().toString())
            .put("userId", userId)
            .put("permissions", new JsonArray(PERMISSIONS));
    return caller
        .call(HttpMethod.POST, "/perms/users", permissions, "grant the permissions", 201)
        .mapEmpty();
  }

  private static Future<Void> extend(Caller caller, JsonObject found) {
    JsonArray known = found.getJsonArray("permissions", new JsonArray());
    Set<Object> missing = new HashSet<>(PERMISSIONS);
    known.forEach(missing::remove);
    if (missing.isEmpty()) {
      return Future.succeededFuture();
    }
    JsonArray all = known.copy();
    PERMISSIONS.stream().filter(missing::contains).forEach(all::add);
    return caller
        .call(
            HttpMethod.PUT,
            "/perms/users/" + found.getString("id"),
            found.copy().put("permissions", all),
            "extend the permissions",
            200)
        .mapEmpty();
  }

  private static JsonObject json(ModuleReply reply) {
    try {
      return reply.json();
    } catch (DecodeException e) {
      throw HttpFailure.text(500, "The system user could not be set up: an answer is not JSON", e);
    }
  }

  /** Calls on behalf of one request. */
  private final class Caller {

    private final Map<String, String> headers = new HashMap<>();

    Caller(OkapiRequest request) {
      headers.put("Accept", "application/json, text/plain");
      headers.put("Content-Type", Answer.JSON);
      headers.put(OkapiHeaders.TENANT, request.tenant().value());
      headers.put(OkapiHeaders.URL, okapi);
      if (request.token() != null) {
        headers.put(OkapiHeaders.TOKEN, request.token());
      }
    }

    /** The status of a login; an installation that is not upgraded has only the old one. */
    Future<Integer> login() {
      return login("/authn/login-with-expiry")
          .compose(
              status ->
                  status == NOT_FOUND ? login("/authn/login") : Future.succeededFuture(status));
    }

    private Future<Integer> login(String path) {
      JsonObject body =
          new JsonObject().put("username", user.name()).put("password", user.password());
      return send(HttpMethod.POST, path, body, "log in").map(ModuleReply::status);
    }

    private Future<ModuleReply> send(
        HttpMethod method, String path, @Nullable JsonObject body, String step) {
      return calls
          .send(
              method,
              okapi + path,
              headers,
              body == null ? null : body.toBuffer(),
              OkapiTimeouts.DEFAULT.answer())
          .recover(
              failure ->
                  Future.failedFuture(
                      HttpFailure.text(500, sentence(step, "Okapi does not answer"), failure)));
    }

    Future<ModuleReply> call(
        HttpMethod method,
        String path,
        @Nullable JsonObject body,
        String step,
        Integer... expected) {
      return send(method, path, body, step)
          .map(
              reply -> {
                if (!List.of(expected).contains(reply.status())) {
                  throw HttpFailure.text(500, sentence(step, "status " + reply.status()));
                }
                return reply;
              });
    }

    private String sentence(String step, String why) {
      return "The system user could not be set up: failed to %s (%s)".formatted(step, why);
    }
  }
}
