/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.tenant;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;

/** Statements on the table that tells, in each tenant's schema, whether the module is enabled. */
final class TenantTable {

  /** The channel that tells of changes; the payload is the schema. */
  static final String CHANNEL = "event_bus_tenant";

  private static final String SCHEMAS =
      """
      SELECT namespace.nspname AS schema
        FROM pg_class AS relation
        JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
       WHERE relation.relname = 'event_tenant' AND relation.relkind = 'r'
       ORDER BY namespace.nspname
      """;

  private static final String ENABLED =
      "SELECT '%1$s' AS schema FROM \"%1$s\".event_tenant WHERE enabled";

  private static final String SET =
      """
      INSERT INTO "%1$s".event_tenant (enabled) VALUES ($1)
      ON CONFLICT (only_row) DO UPDATE SET enabled = excluded.enabled, changed_at = now()
      """;

  private static final String NOTIFY = "SELECT pg_notify($1, $2)";

  private TenantTable() {}

  /** The tenants that have the module enabled. */
  static Future<Set<TenantId>> enabled(SqlClient client, ModuleSchema module) {
    return client
        .query(SCHEMAS)
        .execute()
        .compose(
            rows -> {
              List<String> ofModule = new ArrayList<>();
              for (Row row : rows) {
                String schema = row.getString("schema");
                module.tenantOf(schema).ifPresent(tenant -> ofModule.add(schema));
              }
              if (ofModule.isEmpty()) {
                return Future.succeededFuture(Set.of());
              }
              // One question for all tenants. The names are those of checked tenants.
              return client
                  .query(
                      ofModule.stream()
                          .map(ENABLED::formatted)
                          .collect(Collectors.joining(" UNION ALL ")))
                  .execute()
                  .map(
                      enabled -> {
                        Set<TenantId> tenants = new LinkedHashSet<>();
                        enabled.forEach(
                            row ->
                                module.tenantOf(row.getString("schema")).ifPresent(tenants::add));
                        return tenants;
                      });
            });
  }

  static Future<Void> set(SqlConnection tx, String schema, boolean enabled) {
    return tx.preparedQuery(SET.formatted(schema))
        .execute(Tuple.of(enabled))
        .compose(set -> announce(tx, schema));
  }

  static Future<Void> announce(SqlClient client, String schema) {
    return client.preparedQuery(NOTIFY).execute(Tuple.of(CHANNEL, schema)).mapEmpty();
  }
}
