/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.health;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.RouteGroup;

/** {@code GET /metrics} in the text format of Prometheus. Needs no tenant. */
public final class MetricsRoutes implements RouteGroup {

  /** The media type of the text format. */
  public static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final Supplier<String> scrape;

  /**
   * Routes with the metrics.
   *
   * @param scrape writes all metrics in the text format; called on a worker thread, because some
   *     thousand time series would block an event loop
   */
  public MetricsRoutes(Vertx vertx, Supplier<String> scrape) {
    this.vertx = vertx;
    this.scrape = scrape;
  }

  @Override
  public void mount(Router router) {
    router.get("/metrics").handler(Endpoint.handler(ctx -> metrics()));
  }

  private Future<Answer> metrics() {
    return vertx
        .executeBlocking(scrape::get, false)
        .map(text -> new Answer(200, TEXT_FORMAT, text, null));
  }
}
