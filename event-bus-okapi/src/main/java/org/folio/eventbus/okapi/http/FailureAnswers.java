/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure of a route into a response. */
public final class FailureAnswers implements RouteGroup {

  /** Reveals no internals, which may hold personal data. */
  public static final String UNEXPECTED =
      "Internal Server Error, please contact the administrator or try again later";

  /** The key under which a request stores the pattern of its route. */
  static final String ROUTE = FailureAnswers.class.getName();

  private static final Logger LOG = LoggerFactory.getLogger(FailureAnswers.class);

  // Vert.x Web calls failure handlers of routes only after a route was entered; for other requests
  // it calls error handlers by status.
  private static final List<Integer> WITHOUT_ROUTE = List.of(400, 404, 405, 406, 413, 415, 500);

  private static final int UNAVAILABLE = 503;

  private final ServerLimits limits;

  public FailureAnswers(ServerLimits limits) {
    this.limits = limits;
  }

  @Override
  public void mount(Router router) {
    router.route().failureHandler(this::answer);
    WITHOUT_ROUTE.forEach(status -> router.errorHandler(status, this::answer));
  }

  private void answer(RoutingContext ctx) {
    if (ctx.failure() instanceof HttpFailure failure) {
      // The client got the sentence; the operator also needs the cause.
      if (failure.answer().status() >= 500) {
        log(ctx, failure);
      }
      failure.answer().send(ctx);
    } else if (ctx.statusCode() >= 400 && ctx.statusCode() < 500) {
      Answer.text(ctx.statusCode(), sentence(ctx)).send(ctx);
    } else {
      log(ctx, ctx.failure());
      Answer.text(500, UNEXPECTED).send(ctx);
    }
  }

  private static void log(RoutingContext ctx, Throwable failure) {
    String request = request(ctx);
    if (failure instanceof HttpFailure told && told.answer().status() == UNAVAILABLE) {
      // Another server is down. A stack trace for each request would add nothing.
      LOG.warn("{} {} failed: {}", LogCode.REQUEST_FAILED, request, reason(told));
    } else {
      LOG.error(
          "{} {} failed; {}. Repeat it when the cause below is removed",
          LogCode.REQUEST_FAILED,
          request,
          ctx.response().closed() ? "the client has gone" : "the client was told",
          failure);
    }
  }

  // The pattern of the route only: the path itself could contain a patron's id.
  private static String request(RoutingContext ctx) {
    String route = ctx.get(ROUTE);
    String id = ctx.request().getHeader(OkapiHeaders.REQUEST_ID);
    return ctx.request().method()
        + (route == null ? " before its route was known" : " " + route)
        + (id == null ? "" : " (request " + id + ")");
  }

  private static String reason(HttpFailure failure) {
    Throwable cause = failure.getCause();
    return cause == null
        ? String.valueOf(failure.getMessage())
        : failure.getMessage() + " (" + cause.getMessage() + ")";
  }

  private String sentence(RoutingContext ctx) {
    return switch (ctx.statusCode()) {
      case 404 -> "There is nothing at this path";
      case 405 -> "Method " + ctx.request().method() + " is not allowed at this path";
      case 406 -> "This path cannot answer in a type that header Accept asks for";
      case 413 -> "The request body is longer than the allowed " + limits.bodyBytes() + " bytes";
      case 415 -> "This path does not accept this content type";
      default -> "The request cannot be read; check the encoding of its path and query";
    };
  }
}
