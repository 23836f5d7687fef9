/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import org.folio.adapter.audit.log.CirculationLog;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.TenantDatabase;
import org.folio.eventbus.okapi.http.Answer;
import org.folio.eventbus.okapi.http.Endpoint;
import org.folio.eventbus.okapi.http.RouteGroup;
import org.folio.eventbus.okapi.push.PushedLogRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /audit-data/cleanup/timer}: removes expired records when Okapi's timer calls it. */
final class CleanupRoutes implements RouteGroup {

  private static final String PATH = "/audit-data/cleanup/timer";
  private static final Logger LOG = LoggerFactory.getLogger(CleanupRoutes.class);

  private final TenantDatabase database;
  private final CirculationLog log;
  private final int retentionDays;
  private final Clock clock;

  CleanupRoutes(TenantDatabase database, CirculationLog log, int retentionDays, Clock clock) {
    this.database = database;
    this.log = log;
    this.retentionDays = retentionDays;
    this.clock = clock;
  }

  @Override
  public void mount(Router router) {
    router.post(PATH).handler(Endpoint.handler(this::cleanUp));
  }

  private Future<Answer> cleanUp(RoutingContext ctx) {
    TenantId tenant = OkapiRequest.of(ctx).tenant();
    return database
        .withConnection(tenant, PushedLogRecords::sweep)
        .compose(swept -> database.explaining(tenant, retained(tenant)))
        .map(done -> Answer.noContent());
  }

  private Future<?> retained(TenantId tenant) {
    return retentionDays == AuditSettings.FOR_EVER
        ? Future.succeededFuture(List.of())
        : log.retain(tenant, retentionDays, clock)
            .onSuccess(
                names ->
                    names.forEach(
                        name -> LOG.info("Partition {} of tenant {} is removed", name, tenant)));
  }
}
