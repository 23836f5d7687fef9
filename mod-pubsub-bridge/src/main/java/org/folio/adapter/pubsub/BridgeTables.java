/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.TenantId;

/** The tenants that have tables of the bridge, enabled or not. */
public final class BridgeTables {

  private static final String SCHEMAS =
      """
      SELECT n.nspname AS schema FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relname = 'pubsub_mode' AND c.relkind = 'r' ORDER BY n.nspname
      """;

  private BridgeTables() {}

  /** The tenants; the database decides, so that every instance knows the same. */
  public static Future<List<TenantId>> tenants(EventBus bus) {
    return bus.pool()
        .query(SCHEMAS)
        .execute()
        .map(
            rows -> {
              List<TenantId> tenants = new ArrayList<>();
              rows.forEach(
                  row -> bus.schema().tenantOf(row.getString("schema")).ifPresent(tenants::add));
              return tenants;
            });
  }
}
