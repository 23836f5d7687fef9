/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.job;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.folio.adapter.patronblocks.reconcile.storage.RecordRange;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;
import org.folio.eventbus.okapi.http.Paging;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.http.StrictUuid;

/**
 * {@code /automated-patron-blocks/synchronization} (contract: mod-patron-blocks 2.10), and the
 * differences that a job has found.
 */
public final class SynchronizationRoutes implements RouteGroup {

  private static final String OWN = "/automated-patron-blocks";
  // The paths of mod-patron-blocks itself are taken where it is deployed.
  private static final String DEPLOYED = "/forwarded-patron-blocks";
  private static final String UNKNOWN = "This synchronization request does not exist";

  private final String path;
  private final Synchronization synchronization;

  private SynchronizationRoutes(String prefix, Synchronization synchronization) {
    this.path = prefix + "/synchronization";
    this.synchronization = synchronization;
  }

  /** Routes to jobs about the summaries of this module. */
  public static SynchronizationRoutes ofOwn(Synchronization synchronization) {
    return new SynchronizationRoutes(OWN, synchronization);
  }

  /**
   * Routes to jobs about the summaries of a deployed mod-patron-blocks: {@code
   * /forwarded-patron-blocks/synchronization}, otherwise the same.
   */
  public static SynchronizationRoutes ofDeployed(Synchronization synchronization) {
    return new SynchronizationRoutes(DEPLOYED, synchronization);
  }

  @Override
  public void mount(Router router) {
    router.post(path + "/job").handler(Endpoint.handler(this::create));
    router.get(path + "/job/:id").handler(Endpoint.handler(this::get));
    router.get(path + "/job/:id/differences").handler(Endpoint.handler(this::differences));
    router.post(path + "/start").handler(Endpoint.handler(this::start));
    router.post(path + "/share").handler(Endpoint.handler(this::share));
  }

  private Future<Answer> create(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    JobBody body = JobBody.read(JsonBody.read(ctx, JsonBody.BAD_REQUEST));
    return synchronization
        .create(
            request.tenant(),
            body.scope(),
            new RecordRange(null, null, body.userId()),
            body.dryRun())
        .map(id -> Answer.json(201, SynchronizationJob.created(id, body.scope())));
  }

  private Future<Answer> get(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    return synchronization
        .find(request.tenant(), id(ctx))
        .map(
            job ->
                job.map(found -> Answer.json(200, found.json()))
                    .orElseThrow(() -> HttpFailure.text(404, UNKNOWN)));
  }

  private Future<Answer> differences(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    Paging paging = Paging.of(ctx);
    UUID id = id(ctx);
    return synchronization
        .find(request.tenant(), id)
        .compose(
            job ->
                job.isEmpty()
                    ? Future.<JsonObject>failedFuture(HttpFailure.text(404, UNKNOWN))
                    : synchronization.differences(request.tenant(), id, paging))
        .map(page -> Answer.json(200, page));
  }

  // The timer does not wait for the work, which continues after the answer.
  private Future<Answer> start(RoutingContext ctx) {
    synchronization.start(OkapiRequest.of(ctx));
    return Future.succeededFuture(Answer.accepted());
  }

  private Future<Answer> share(RoutingContext ctx) {
    OkapiRequest request = OkapiRequest.of(ctx);
    return synchronization
        .createShare(request.tenant())
        .onSuccess(created -> synchronization.start(request))
        .map(created -> Answer.accepted());
  }

  private static UUID id(RoutingContext ctx) {
    return StrictUuid.parse(ctx.pathParam("id")).orElseThrow(() -> HttpFailure.text(404, UNKNOWN));
  }
}
