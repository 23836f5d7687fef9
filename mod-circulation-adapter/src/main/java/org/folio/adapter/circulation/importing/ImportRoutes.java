/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.importing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Function;
import org.folio.adapter.circulation.quota.TenantQuotas;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.okapi.Answer;
import org.folio.eventbus.okapi.Endpoint;
import org.folio.eventbus.okapi.HttpFailure;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.RouteGroup;

/**
 * {@code POST /circulation-events} with a stream of events, and {@code /circulation-events/import}.
 */
public final class ImportRoutes implements RouteGroup {

  private static final String STREAM = "/circulation-events";
  private static final String IMPORT = STREAM + "/import";
  private static final String ID = "id";

  // A client that is still sending reads its answer only afterwards, and would miss it if the
  // connection were closed at once. What it sends meanwhile is dropped.
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

  // A client that sends nothing for so long is gone or stuck, and keeps others out.
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final OpenStreams open = new OpenStreams();
  private final Duration idleLimit;
  private final ImportStore store;
  private final TenantQuotas quotas;

  /** The routes of a module that publishes through the given bus. */
  public ImportRoutes(Vertx vertx, EventBus bus, TenantQuotas quotas) {
    this(vertx, bus, quotas, IDLE_LIMIT);
  }

  ImportRoutes(Vertx vertx, EventBus bus, TenantQuotas quotas, Duration idleLimit) {
    this.idleLimit = idleLimit;
    this.vertx = vertx;
    this.store = new ImportStore(bus);
    this.quotas = quotas;
  }

  @Override
  public void mountStreams(Router router) {
    router
        .post(STREAM)
        .handler(
            ctx -> {
              if (ImportRequest.isLines(ctx)) {
                receive(ctx, 201, ImportRequest::stream);
              } else {
                ctx.next();
              }
            });
    router.post(IMPORT).handler(ctx -> receive(ctx, 200, ImportRequest::part));
  }

  @Override
  public void mount(Router router) {
    router.get(IMPORT + "/:" + ID).handler(Endpoint.handler(this::describe));
    router.delete(IMPORT + "/:" + ID).handler(Endpoint.handler(this::remove));
  }

  private void receive(
      RoutingContext ctx, int status, Function<RoutingContext, ImportRequest> reader) {
    HttpServerRequest request = ctx.request();
    request.pause();
    Future.succeededFuture()
        .compose(start -> answer(ctx, status, reader.apply(ctx)))
        .onComplete(
            result -> {
              if (result.succeeded()) {
                Endpoint.handler(answered -> Future.succeededFuture(result.result())).handle(ctx);
              } else {
                ctx.fail(told(result.cause()));
                drain(request);
              }
            });
  }

  private Future<Answer> answer(RoutingContext ctx, int status, ImportRequest terms) {
    open.begin(terms.tenant());
    return store
        .begin(terms.tenant(), terms.id())
        .compose(
            progress -> {
              if (terms.offset() > progress.lines()) {
                throw HttpFailure.text(
                    409,
                    "Import %s has %d lines; the request begins behind line %d. Go on with offset=%d"
                        .formatted(
                            progress.id(), progress.lines(), terms.offset(), progress.lines()));
              }
              return new EventStream(vertx, ctx.request(), terms, store, quotas, progress)
                  .run(idleLimit);
            })
        .onComplete(ended -> open.end(terms.tenant()))
        .map(progress -> Answer.json(status, progress.json()));
  }

  private static Throwable told(Throwable failure) {
    return failure instanceof StoppedException stopped ? stopped.answer() : failure;
  }

  private void drain(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    long limit = vertx.setTimer(DRAIN_LIMIT.toMillis(), late -> request.connection().close());
    request.exceptionHandler(gone -> vertx.cancelTimer(limit));
    request.endHandler(end -> vertx.cancelTimer(limit));
    request.handler(dropped -> {});
    request.resume();
  }

  private Future<Answer> describe(RoutingContext ctx) {
    return store
        .describe(OkapiRequest.of(ctx).tenant(), ctx.pathParam(ID))
        .map(found -> Answer.json(200, found.orElseThrow(() -> missing(ctx))));
  }

  private Future<Answer> remove(RoutingContext ctx) {
    return store
        .remove(OkapiRequest.of(ctx).tenant(), ctx.pathParam(ID))
        .map(
            removed -> {
              if (!removed) {
                throw missing(ctx);
              }
              return Answer.noContent();
            });
  }

  private static HttpFailure missing(RoutingContext ctx) {
    return HttpFailure.text(404, "There is no import " + ctx.pathParam(ID));
  }
}
