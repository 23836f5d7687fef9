/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.health;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.folio.eventbus.admin.BusHealth;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /admin/health}, 200 as long as the process works, and {@code GET /admin/ready}, 200 or
 * 503 with the reasons, and with warnings about delays. Neither needs a tenant.
 */
public final class HealthRoutes implements RouteGroup {

  /** Below the ten seconds after which orchestrators usually give up. */
  public static final Duration CHECK_TIMEOUT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);

  private final Supplier<Future<BusHealth>> check;
  private final Duration timeout;

  /**
   * Routes with the results of the given check.
   *
   * @param check called on the server's event loop, which it must not block. A failed or late
   *     future counts as a problem
   */
  public HealthRoutes(Supplier<Future<BusHealth>> check) {
    this(check, CHECK_TIMEOUT);
  }

  HealthRoutes(Supplier<Future<BusHealth>> check, Duration timeout) {
    this.check = check;
    this.timeout = timeout;
  }

  @Override
  public void mount(Router router) {
    router.get("/admin/health").handler(Endpoint.handler(HealthRoutes::health));
    router.get("/admin/ready").handler(Endpoint.handler(ctx -> ready()));
  }

  // Modules on RAML Module Builder answer this exact string; monitoring may check for it.
  private static Future<Answer> health(RoutingContext ctx) {
    return Future.succeededFuture(Answer.jsonValue(200, "OK"));
  }

  private Future<Answer> ready() {
    return Future.<Void>succeededFuture()
        .compose(start -> check.get())
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(HealthRoutes::failed)
        .map(
            health -> {
              boolean ready = health.problems().isEmpty();
              return Answer.json(
                  ready ? 200 : 503,
                  new JsonObject()
                      .put("ready", ready)
                      .put("reasons", new JsonArray(health.problems()))
                      .put("warnings", new JsonArray(health.warnings())));
            });
  }

  private static BusHealth failed(Throwable failure) {
    LOG.warn(
        "{} The readiness check failed; the module says that it is not ready",
        LogCode.READINESS_UNKNOWN,
        failure);
    String reason =
        Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    return new BusHealth(List.of("The readiness check failed: " + reason), List.of());
  }
}
