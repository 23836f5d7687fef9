/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.web;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.Surroundings;
import org.folio.eventbus.console.module.Connection;
import org.jspecify.annotations.Nullable;

/** The console on the web: pages that show what the command line prints. */
public final class WebConsole {

  // A question waits for modules and hardly works; a doctor with silent modules takes the time
  // limit.
  private static final int QUESTIONS_AT_A_TIME = 40;
  // Strangers who log in take no time from those who ask, and long actions do not either.
  private static final int LOGINS_AT_A_TIME = 4;
  private static final int ACTIONS_AT_A_TIME = 10;
  // A working day with a lunch break between two looks.
  private static final Duration SESSION = Duration.ofHours(2);
  // An edited payload is as large as Kafka's largest record by default; in a form a quote takes
  // three bytes.
  private static final int FORM_BYTES = 3 * Query.LONGEST_PAYLOAD + 100_000;
  private static final Set<String> OF_THIS_MACHINE =
      Set.of("127.0.0.1", "localhost", "::1", "[::1]");
  // A link may carry the cause of a parked event.
  private static final int LINE_BYTES = 32_768;
  private static final System.Logger LOG = System.getLogger(WebConsole.class.getName());

  // htmx runs without inline styles and scripts, and nothing comes from another host.
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final Access access;
  private final Inquiry inquiry;
  private final Rendering rendering = new Rendering();
  private final LiveContent live;
  private final LoginPages logins;
  private final ActionPages actions;
  private final Finder finder;
  private final Connection connection;
  private final Surroundings surroundings;
  private @Nullable HttpServer server;

  /** A console that does not listen yet. */
  public WebConsole(Vertx vertx, Connection connection, Surroundings surroundings) {
    this.vertx = vertx;
    this.connection = connection;
    this.surroundings = surroundings;
    this.workers = vertx.createSharedWorkerExecutor("questions", QUESTIONS_AT_A_TIME);
    this.access =
        new Access(connection, vertx.createSharedWorkerExecutor("logins", LOGINS_AT_A_TIME));
    this.logins = new LoginPages(access, rendering, connection.tenant());
    this.inquiry = new Inquiry(workers, surroundings);
    this.live = new LiveContent(vertx, inquiry, rendering);
    this.finder = new Finder(inquiry);
    this.actions =
        new ActionPages(
            this,
            inquiry,
            rendering,
            access,
            vertx.createSharedWorkerExecutor("actions", ACTIONS_AT_A_TIME),
            live);
  }

  /**
   * Starts to listen.
   *
   * @param host the address of the network interface
   * @param port 0 lets the system choose
   * @return completes with the port when requests are accepted; fails with {@link ConsoleException}
   *     if the port is taken, or strangers could reach a console that asks nobody who they are
   */
  public Future<Integer> start(String host, int port) {
    if (!Access.asksForLogin(connection) && !isThisMachine(host)) {
      return Future.failedFuture(
          ConsoleException.usage(
              "Whoever reaches %s would act without a login. Listen on 127.0.0.1; or give --okapi without a token, so that each user logs in; or set BUS_ADMIN_TOKEN"
                  .formatted(host)));
    }
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setMaxInitialLineLength(LINE_BYTES)
            .setMaxFormAttributeSize(FORM_BYTES)
            .setCompressionSupported(true);
    return vertx
        .createHttpServer(options)
        .requestHandler(router())
        .listen()
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof BindException
                        ? ConsoleException.usage(
                            "Port %s of %s is taken or not allowed; choose another one with --port"
                                .formatted(port, host))
                        : failure))
        .map(
            listening -> {
              server = listening;
              return listening.actualPort();
            });
  }

  /** Stops listening. Tasks that run end with the process. */
  public Future<Void> stop() {
    live.stop();
    HttpServer listening = server;
    return listening == null ? Future.succeededFuture() : listening.close();
  }

  private static boolean isThisMachine(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw ConsoleException.usage("--host must be an address of this machine, not " + host);
    }
  }

  private Router router() {
    Router router = Router.router(vertx);
    router.route().handler(this::secure);
    router
        .route("/webjars/*")
        .handler(ctx -> kept(ctx, "public, max-age=31536000, immutable"))
        .handler(StaticHandler.create("META-INF/resources/webjars"));
    router
        .route("/assets/*")
        .handler(ctx -> kept(ctx, "no-cache"))
        .handler(StaticHandler.create("console-assets"));
    router
        .route()
        .handler(
            SessionHandler.create(LocalSessionStore.create(vertx))
                .setLazySession(true)
                .setSessionTimeout(SESSION.toMillis())
                .setSessionCookieName(Access.COOKIE)
                .setCookieHttpOnlyFlag(true)
                .setCookieSameSite(CookieSameSite.STRICT));
    router.get("/health").handler(ctx -> ctx.response().end("OK"));
    router
        .post()
        .handler(BodyHandler.create(false).setBodyLimit(FORM_BYTES))
        .handler(this::ownForm);
    logins.mount(router);
    for (Page page : Page.ALL) {
      router.get(page.path()).handler(visited((ctx, visitor) -> show(ctx, visitor, page)));
      if (page.masks()) {
        router.post(page.path()).handler(visited((ctx, visitor) -> reveal(ctx, visitor, page)));
      }
    }
    router.get("/live").handler(visited(this::live));
    router.get("/find").handler(visited(this::find));
    actions.mount(router);
    router.route().last().handler(ctx -> failed(ctx, 404, "There is no such page."));
    router.route().failureHandler(this::explain);
    return router;
  }

  private void secure(RoutingContext ctx) {
    HEADERS.forEach(ctx.response()::putHeader);
    // Without a login, a site whose name leads to this machine must not act as whoever works here.
    HostAndPort asked = ctx.request().authority();
    if (access.login() || asked != null && OF_THIS_MACHINE.contains(asked.host())) {
      ctx.next();
    } else {
      failed(ctx, 421, "Without a login, this console is at 127.0.0.1 and localhost only.");
    }
  }

  // The path of a library names its version; our own files are asked for again, and are as a rule
  // the same.
  private static void kept(RoutingContext ctx, String howLong) {
    ctx.response().putHeader("Cache-Control", howLong);
    ctx.next();
  }

  private void ownForm(RoutingContext ctx) {
    boolean login = ctx.normalizedPath().equals(LoginPages.PATH);
    if (login ? Access.ownOrigin(ctx) : Access.ownForm(ctx)) {
      ctx.next();
    } else {
      failed(
          ctx,
          403,
          "This form is older than your session, or was sent by another site. Open the page again.");
    }
  }

  /** A handler for those who are logged in; others see the login. */
  Handler<RoutingContext> visited(BiConsumer<RoutingContext, Visitor> handler) {
    return ctx ->
        access
            .visitor(ctx)
            .ifPresentOrElse(visitor -> handler.accept(ctx, visitor), () -> LoginPages.lead(ctx));
  }

  static void redirect(RoutingContext ctx, String to) {
    ctx.response().setStatusCode(303).putHeader("Location", to).end();
  }

  private void show(RoutingContext ctx, Visitor visitor, Page page) {
    Query query = Query.of(ctx.queryParams());
    if (!page.asks(query)) {
      answer(ctx, visitor, page, query, rendering.draw(page.template(), nothing(query)));
      return;
    }
    Optional<String> exported = query.given("export");
    inquiry
        .answer(
            visitor,
            page.command(query),
            report ->
                exported.isPresent()
                    ? csv(Document.of(report, page.path(), query), exported.get())
                    : rendering.content(page, report, query))
        .onFailure(ctx::fail)
        .onSuccess(
            drawn -> {
              if (exported.isPresent()) {
                export(ctx, page, drawn);
              } else {
                answer(ctx, visitor, page, query, drawn);
              }
            });
  }

  private static Map<String, Object> nothing(Query query) {
    return Map.of(
        "blocks", List.of(),
        "json", MissingNode.getInstance(),
        "query", query);
  }

  private static String csv(List<Block> blocks, String number) {
    return blocks.stream()
        .filter(Grid.class::isInstance)
        .map(Grid.class::cast)
        .filter(one -> Integer.toString(one.number()).equals(number))
        .findFirst()
        .map(Grid::csv)
        .orElse("");
  }

  private static void export(RoutingContext ctx, Page page, String csv) {
    String name = page.path().length() == 1 ? "doctor" : page.path().substring(1).replace('/', '-');
    ctx.response()
        .putHeader("Content-Type", "text/csv; charset=utf-8")
        .putHeader("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
        .end(csv);
  }

  private void answer(RoutingContext ctx, Visitor visitor, Page page, Query query, String content) {
    String from =
        page.asks(query) || page.follows() ? query.with("page", page.path()).link("/live") : "";
    Frame frame = frame(ctx, page.heading(), page.path(), visitor, from);
    html(
        ctx,
        200,
        rendering.page(
            page.masks() && page.asks(query)
                ? frame.revealing(query.link(page.path()), access.formToken(ctx))
                : frame,
            content));
  }

  // Each look is noted by modules with its reason, so the page neither refreshes itself nor is it a
  // link.
  private void reveal(RoutingContext ctx, Visitor visitor, Page page) {
    Query query = Query.of(ctx.queryParams());
    String reason = Query.of(ctx.request().formAttributes()).text("reason");
    if (reason.isEmpty()) {
      failed(ctx, 400, "Give a reason; modules note it in their operation log.");
      return;
    }
    inquiry
        .answer(
            visitor,
            page.revealing(query, reason),
            report ->
                rendering.draw(
                        "revealed", Map.of("masked", query.link(page.path()), "reason", reason))
                    + rendering.content(page, report, query))
        .onFailure(ctx::fail)
        .onSuccess(
            content ->
                html(
                    ctx,
                    200,
                    rendering.page(frame(ctx, page.heading(), page.path(), visitor, ""), content)));
  }

  // Only who is logged in has a session, and a form to end it.
  Frame frame(RoutingContext ctx, String heading, String path, Visitor visitor, String live) {
    boolean loggedIn = access.login();
    return new Frame(
        heading,
        path,
        connection.tenant(),
        loggedIn ? visitor.name() : "",
        loggedIn ? access.formToken(ctx) : "",
        "",
        live);
  }

  private void live(RoutingContext ctx, Visitor visitor) {
    Query query = Query.of(ctx.queryParams());
    Page.ALL.stream()
        .filter(page -> page.path().equals(query.text("page")))
        .findFirst()
        .ifPresentOrElse(
            page -> {
              if (page.follows()) {
                Tail tail = new Tail(workers, surroundings, rendering, visitor, query);
                live.follow(ctx, tail::content, () -> false);
              } else {
                live.follow(ctx, visitor, page, query.with("page", ""));
              }
            },
            () -> failed(ctx, 404, "There is no such page."));
  }

  private void find(RoutingContext ctx, Visitor visitor) {
    String text = Query.of(ctx.queryParams()).text("q");
    if (text.isEmpty()) {
      redirect(ctx, "/search");
      return;
    }
    finder.find(visitor, text).onFailure(ctx::fail).onSuccess(link -> redirect(ctx, link));
  }

  private void explain(RoutingContext ctx) {
    Throwable failure = ctx.failure();
    if (failure instanceof LoginEndedException) {
      access.logout(ctx);
      LoginPages.lead(ctx);
    } else if (failure instanceof ConsoleException told) {
      failed(ctx, told.exitCode() == ExitCode.USAGE ? 400 : 502, String.valueOf(told.getMessage()));
    } else if (failure == null) {
      failed(
          ctx,
          ctx.statusCode(),
          ctx.statusCode() == 413 ? "The form is too large." : "The request was not understood.");
    } else {
      LOG.log(System.Logger.Level.ERROR, "A page failed: " + ctx.normalizedPath(), failure);
      failed(ctx, 500, "The page failed; the log of the console says why.");
    }
  }

  void failed(RoutingContext ctx, int status, String sentence) {
    if (ctx.response().headWritten()) {
      ctx.response().reset();
      return;
    }
    html(
        ctx,
        status,
        rendering.page(
            new Frame("No answer", "", connection.tenant()),
            rendering.draw("failure", Map.of("pieces", Piece.of(sentence)))));
  }

  static void html(RoutingContext ctx, int status, String page) {
    HttpServerResponse response = ctx.response();
    if (!response.closed()) {
      response
          .setStatusCode(status)
          .putHeader("Content-Type", "text/html; charset=utf-8")
          .end(page);
    }
  }
}
