/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.remotestorage;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.Answer;
import org.folio.eventbus.okapi.Endpoint;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.RouteGroup;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.push.Inbox;

/**
 * {@code POST /remote-storage/pub-sub-handlers/cleanup/timer}: removes pushed records that were
 * handled long ago, when Okapi's timer says so.
 */
final class CleanupRoutes implements RouteGroup {

  private static final String PATH = "/remote-storage/pub-sub-handlers/cleanup/timer";

  private final TenantDatabase database;
  private final Inbox inbox;

  CleanupRoutes(TenantDatabase database, Inbox inbox) {
    this.database = database;
    this.inbox = inbox;
  }

  @Override
  public void mount(Router router) {
    router.post(PATH).handler(Endpoint.handler(this::cleanUp));
  }

  private Future<Answer> cleanUp(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    return database.explaining(tenant, inbox.sweep(tenant)).map(done -> Answer.noContent());
  }
}
