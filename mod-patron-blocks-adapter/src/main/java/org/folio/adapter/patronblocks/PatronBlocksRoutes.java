/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks;

import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import org.folio.adapter.patronblocks.block.AutomatedBlockRoutes;
import org.folio.adapter.patronblocks.condition.ConditionRoutes;
import org.folio.adapter.patronblocks.limit.LimitRoutes;
import org.folio.adapter.patronblocks.summary.UserSummaryRoutes;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.RouteGroup;
import org.folio.eventbus.okapi.TenantDatabase;

/** All business routes of this module. */
public final class PatronBlocksRoutes implements RouteGroup {

  private final List<RouteGroup> groups;

  /**
   * The routes.
   *
   * @param schema how the tenants' schemas are named, usually {@link PatronBlocksAdapter#SCHEMA}
   * @param clock decides what is overdue
   */
  public PatronBlocksRoutes(Pool pool, ModuleSchema schema, OkapiClient client, Clock clock) {
    TenantDatabase database = new TenantDatabase(pool, schema);
    groups =
        List.of(
            new UserSummaryRoutes(database),
            new AutomatedBlockRoutes(database, client, clock),
            new ConditionRoutes(database),
            new LimitRoutes(database));
  }

  @Override
  public void mount(Router router) {
    groups.forEach(group -> group.mount(router));
  }
}
