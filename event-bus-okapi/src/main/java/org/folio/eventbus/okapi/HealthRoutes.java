/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /admin/health}, 200 as long as the process works, and {@code GET /admin/ready}, 200 or
 * 503 with the reasons. Neither needs a tenant.
 */
public final class HealthRoutes implements RouteGroup {

  /** Below the ten seconds after which orchestrators usually give up. */
  public static final Duration CHECK_TIMEOUT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);

  private final List<ReadinessCheck> checks;
  private final Duration timeout;

  /** Routes that ask all the given checks, at the same time. */
  public HealthRoutes(List<ReadinessCheck> checks) {
    this(checks, CHECK_TIMEOUT);
  }

  HealthRoutes(List<ReadinessCheck> checks, Duration timeout) {
    this.checks = List.copyOf(checks);
    this.timeout = timeout;
  }

  @Override
  public void mount(Router router) {
    router.get("/admin/health").handler(Endpoint.handler(HealthRoutes::health));
    router.get("/admin/ready").handler(Endpoint.handler(ctx -> ready()));
  }

  // Modules on RAML Module Builder answer this very string; monitoring may look for it.
  private static Future<Answer> health(RoutingContext ctx) {
    return Future.succeededFuture(Answer.jsonValue(200, "OK"));
  }

  private Future<Answer> ready() {
    List<Future<List<String>>> asked = checks.stream().map(this::ask).toList();
    return Future.join(asked)
        .map(
            all -> {
              JsonArray reasons = new JsonArray();
              asked.forEach(check -> check.result().forEach(reasons::add));
              boolean ready = reasons.isEmpty();
              return Answer.json(
                  ready ? 200 : 503, new JsonObject().put("ready", ready).put("reasons", reasons));
            });
  }

  private Future<List<String>> ask(ReadinessCheck check) {
    return Future.<Void>succeededFuture()
        .compose(start -> check.problems())
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            failure -> {
              LOG.warn(
                  "CEB-3002 A readiness check failed; the module says that it is not ready",
                  failure);
              return Future.succeededFuture(
                  List.of(
                      "A readiness check failed: "
                          + Objects.requireNonNullElse(
                              failure.getMessage(), failure.getClass().getSimpleName())));
            });
  }
}
