/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.push.PushedLogRecords;

/**
 * {@code POST /remote-storage/pub-sub-handlers/cleanup/timer}: removes old pushed records that were
 * handled, when Okapi's timer calls it.
 */
final class CleanupRoutes implements RouteGroup {

  private static final String PATH = "/remote-storage/pub-sub-handlers/cleanup/timer";

  private final TenantDatabase database;

  CleanupRoutes(TenantDatabase database) {
    this.database = database;
  }

  @Override
  public void mount(Router router) {
    router.post(PATH).handler(Endpoint.handler(this::cleanUp));
  }

  private Future<Answer> cleanUp(RoutingContext ctx) {
    return database
        .withConnection(OkapiRequest.of(ctx).tenant(), PushedLogRecords::sweep)
        .map(done -> Answer.noContent());
  }
}
