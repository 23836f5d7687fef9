/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.folio.eventbus.console.module.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the console. With Okapi, each user of FOLIO logs in and acts with a token of their
 * own. With an admin token, whoever knows it. Else only this machine reaches the console.
 */
final class Access {

  /** The cookie of a session. */
  static final String COOKIE = "bus-console";

  private static final String VISITOR = "visitor";
  private static final String FORM = "form";
  private static final int FORM_BYTES = 24;

  private final Connection connection;
  private final WorkerExecutor workers;
  private final @Nullable FolioLogin folio;
  private final @Nullable Visitor everybody;
  private final SecureRandom random = new SecureRandom();

  Access(Connection connection, WorkerExecutor workers) {
    this.connection = connection;
    this.workers = workers;
    this.folio =
        connection.okapi().isPresent() && connection.token().isEmpty()
            ? new FolioLogin(connection.okapi().get(), connection.tenant())
            : null;
    this.everybody =
        folio == null && connection.adminToken().isEmpty()
            ? new Visitor(connection.operator().orElse(""), connection)
            : null;
  }

  /** Whether a stranger who reaches the port is asked who they are. */
  static boolean asksForLogin(Connection connection) {
    return connection.okapi().isPresent() && connection.token().isEmpty()
        || connection.adminToken().isPresent();
  }

  /** Whether users log in with name and password of FOLIO; else with the admin token. */
  boolean byFolio() {
    return folio != null;
  }

  /** Whether anybody logs in at all. */
  boolean login() {
    return everybody == null;
  }

  /** The visitor of a request; empty if they must log in first. */
  Optional<Visitor> visitor(RoutingContext ctx) {
    return everybody != null
        ? Optional.of(everybody)
        : session(ctx).map(session -> session.get(VISITOR));
  }

  // To ask for the session makes one, and strangers must not fill the memory with theirs.
  private static Optional<Session> session(RoutingContext ctx) {
    return Optional.ofNullable(ctx.request().getCookie(COOKIE)).map(cookie -> ctx.session());
  }

  /**
   * Logs in.
   *
   * @return whether name and password, or the admin token, are right
   */
  Future<Boolean> login(RoutingContext ctx, String name, String secret) {
    FolioLogin at = folio;
    if (at == null) {
      boolean right =
          connection
              .adminToken()
              .filter(token -> MessageDigest.isEqual(bytes(token), bytes(secret)))
              .isPresent();
      if (right) {
        begin(ctx, new Visitor(name, connection));
      }
      return Future.succeededFuture(right);
    }
    return workers
        .executeBlocking(() -> at.login(name, secret), false)
        .map(
            tokens -> {
              tokens.ifPresent(given -> begin(ctx, new Visitor(name, connection, at, given)));
              return tokens.isPresent();
            });
  }

  // A session that began before the login may be known to somebody else.
  private static void begin(RoutingContext ctx, Visitor visitor) {
    Visitor before = ctx.session().get(VISITOR);
    if (before != null) {
      before.leave();
    }
    ctx.session().regenerateId();
    ctx.session().put(VISITOR, visitor);
  }

  void logout(RoutingContext ctx) {
    session(ctx)
        .ifPresent(
            session -> {
              visitor(ctx).ifPresent(Visitor::leave);
              session.destroy();
            });
  }

  /** The token that each form sends back, so that no other site can send one. */
  String formToken(RoutingContext ctx) {
    String token = ctx.session().get(FORM);
    if (token == null) {
      byte[] bytes = new byte[FORM_BYTES];
      random.nextBytes(bytes);
      token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      ctx.session().put(FORM, token);
    }
    return token;
  }

  /** Whether a form was made for this session. */
  static boolean ownForm(RoutingContext ctx) {
    String token = session(ctx).map(session -> session.<String>get(FORM)).orElse(null);
    String sent = ctx.request().getFormAttribute(FORM);
    return token != null && sent != null && MessageDigest.isEqual(bytes(token), bytes(sent));
  }

  /**
   * Whether a form was sent by a page of this console, as far as the browser tells. Before the
   * login there is no session that could know.
   */
  static boolean ownOrigin(RoutingContext ctx) {
    String origin = ctx.request().getHeader("Origin");
    return origin == null
        || origin.replaceFirst("^https?://", "").equals(String.valueOf(ctx.request().authority()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
