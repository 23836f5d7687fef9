/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way in and out. */
final class LoginPages {

  static final String PATH = "/login";

  // The link to a page and its filters; a longer one is not worth a refused login.
  private static final int LONGEST_WAY_BACK = 1_500;
  // An admin token may be a long one.
  private static final int LONGEST = 2_000;

  private final Access access;
  private final Rendering rendering;
  private final String tenant;

  LoginPages(Access access, Rendering rendering, String tenant) {
    this.access = access;
    this.rendering = rendering;
    this.tenant = tenant;
  }

  void mount(Router router) {
    router.get(PATH).handler(ctx -> form(ctx, ""));
    router.post(PATH).handler(this::login);
    router.post("/logout").handler(this::logout);
  }

  /** Leads to the login, and from there back. */
  static void lead(RoutingContext ctx) {
    boolean comesBack =
        ctx.request().method().name().equals("GET")
            && ctx.request().uri().length() < LONGEST_WAY_BACK;
    WebConsole.redirect(ctx, comesBack ? PATH + "?to=" + Query.encoded(ctx.request().uri()) : PATH);
  }

  private void form(RoutingContext ctx, String refusal) {
    if (!access.login()) {
      WebConsole.redirect(ctx, "/");
      return;
    }
    String to =
        refusal.isEmpty()
            ? Query.of(ctx.queryParams()).text("to")
            : within(ctx.request().getFormAttribute("to"));
    WebConsole.html(
        ctx,
        refusal.isEmpty() ? 200 : 401,
        rendering.page(
            new Frame("Log in", PATH, tenant),
            rendering.draw(
                "login",
                Map.of(
                    "folio", access.byFolio(),
                    "to", to,
                    "refusal", refusal))));
  }

  private void login(RoutingContext ctx) {
    String name = String.valueOf(ctx.request().getFormAttribute("name"));
    String secret = String.valueOf(ctx.request().getFormAttribute("secret"));
    if (name.length() + secret.length() > LONGEST) {
      form(ctx, "Name and password are too long.");
      return;
    }
    access
        .login(ctx, name, secret)
        .onFailure(ctx::fail)
        .onSuccess(
            right -> {
              if (right) {
                WebConsole.redirect(ctx, within(ctx.request().getFormAttribute("to")));
              } else {
                form(
                    ctx,
                    access.byFolio()
                        ? "FOLIO does not know this name with this password."
                        : "This is not the admin token.");
              }
            });
  }

  // Only a path of this console: a link to a login must not lead to another host.
  private static String within(@Nullable String to) {
    return to != null && to.startsWith("/") && !to.startsWith("//") && !to.contains("\\")
        ? to
        : "/";
  }

  private void logout(RoutingContext ctx) {
    access.logout(ctx);
    WebConsole.redirect(ctx, "/");
  }
}
