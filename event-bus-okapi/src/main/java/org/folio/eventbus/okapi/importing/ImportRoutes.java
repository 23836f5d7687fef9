/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.importing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Function;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.quota.TenantQuotas;

/** {@code POST} of a stream of events, and the imports under the same path. */
public final class ImportRoutes implements RouteGroup {

  /**
   * The changelog with the tables of imports; the module's bus must apply it. Its first line keeps
   * the name that Liquibase stored in earlier schemas.
   */
  public static final String CHANGELOG = "org/folio/eventbus/okapi/importing/changelog.sql";

  /** Streams of one tenant that one instance reads at a time. */
  public static final int MOST_STREAMS_OF_TENANT = OpenStreams.MOST_OF_TENANT;

  private static final String ID = "id";

  // A client that is still sending reads its response only afterwards, and would miss it if the
  // connection were closed at once. The bytes that it sends meanwhile are dropped.
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

  // A client that sends nothing for this time is gone or stuck, and blocks others.
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final String streams;
  private final String imports;
  private final OpenStreams open = new OpenStreams();
  private final Duration idleLimit;
  private final ImportStore store;
  private final TenantQuotas quotas;

  /**
   * The routes of a module that publishes through the given bus. A stream ends when its sender is
   * silent for a minute.
   *
   * @param path the path for streams, for example {@code /circulation-events}; imports are at
   *     {@code import} below it
   */
  public ImportRoutes(Vertx vertx, EventBus bus, TenantQuotas quotas, String path) {
    this(vertx, bus, quotas, path, IDLE_LIMIT);
  }

  /**
   * The same with another limit.
   *
   * @param idleLimit how long a sender may be silent within a stream; at least a millisecond
   */
  public ImportRoutes(
      Vertx vertx, EventBus bus, TenantQuotas quotas, String path, Duration idleLimit) {
    this.streams = path;
    this.imports = path + "/import";
    this.idleLimit = idleLimit;
    this.vertx = vertx;
    this.store = new ImportStore(bus);
    this.quotas = quotas;
  }

  @Override
  public void mountStreams(Router router) {
    router
        .post(streams)
        .handler(
            ctx -> {
              if (ImportRequest.isLines(ctx)) {
                receive(ctx, 201, ImportRequest::stream);
              } else {
                ctx.next();
              }
            });
    router.post(imports).handler(ctx -> receive(ctx, 200, ImportRequest::part));
  }

  @Override
  public void mount(Router router) {
    router.get(imports + "/:" + ID).handler(Endpoint.handler(this::describe));
    router.delete(imports + "/:" + ID).handler(Endpoint.handler(this::remove));
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
                    "Import %s has %s lines; the request begins behind line %s. Go on with offset=%s"
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
