/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.tenant;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.sql.AbsentTables;

/** Statements on the table in each tenant's schema that says whether the module is enabled. */
final class TenantTable {

  /** The channel that announces changes; the payload is the schema. */
  static final String CHANNEL = "event_bus_tenant";

  private static final String SCHEMAS =
      """
      SELECT namespace.nspname AS schema
        FROM pg_class AS relation
        JOIN pg_namespace AS namespace ON namespace.oid = relation.relnamespace
       WHERE relation.relname = 'event_tenant' AND relation.relkind = 'r'
       ORDER BY namespace.nspname
      """;

  // A schema of an older version has no such column, and belongs to any product.
  private static final String ENABLED =
      """
      SELECT '%1$s' AS schema, coalesce(to_jsonb(tenant) ->> 'product', $1) AS product
        FROM "%1$s".event_tenant AS tenant
       WHERE enabled
      """;

  private static final String ENABLE =
      """
      INSERT INTO "%1$s".event_tenant (enabled, product) VALUES (true, $1)
      ON CONFLICT (only_row) DO UPDATE
         SET enabled = true, product = excluded.product, changed_at = now()
      """;

  // Another product may have taken the tenant over.
  private static final String DISABLE =
      """
      UPDATE "%1$s".event_tenant AS tenant SET enabled = false, changed_at = now()
       WHERE coalesce(to_jsonb(tenant) ->> 'product', $1) = $1
      """;

  private static final String TAKEN =
      """
      SELECT to_jsonb(tenant) ->> 'product' AS product FROM "%1$s".event_tenant AS tenant
       WHERE enabled AND to_jsonb(tenant) ->> 'product' <> $1
      """;

  private static final String IS_ENABLED =
      """
      SELECT EXISTS (SELECT FROM "%1$s".event_tenant AS tenant
               WHERE enabled AND coalesce(to_jsonb(tenant) ->> 'product', $1) = $1) AS enabled
      """;

  private static final String NOTIFY = "SELECT pg_notify($1, $2)";

  private TenantTable() {}

  /**
   * The tenants that have the module enabled, each with the product that works for it.
   *
   * @param product replaces the product in schemas that do not store theirs yet
   */
  static Future<Map<TenantId, String>> enabled(
      SqlClient client, ModuleSchema module, String product) {
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
                return Future.succeededFuture(Map.of());
              }
              // One query for all tenants. The names are those of checked tenants.
              return client
                  .preparedQuery(
                      ofModule.stream()
                          .map(ENABLED::formatted)
                          .collect(Collectors.joining(" UNION ALL ")))
                  .execute(Tuple.of(product))
                  .map(
                      enabled -> {
                        Map<TenantId, String> tenants = new LinkedHashMap<>();
                        enabled.forEach(
                            row ->
                                module
                                    .tenantOf(row.getString("schema"))
                                    .ifPresent(
                                        tenant -> tenants.put(tenant, row.getString("product"))));
                        return tenants;
                      });
            });
  }

  /** Whether the product works for the tenant of a schema, which need not exist. */
  static Future<Boolean> isEnabled(SqlClient client, String schema, String product) {
    return client
        .preparedQuery(IS_ENABLED.formatted(schema))
        .execute(Tuple.of(product))
        .map(rows -> rows.iterator().next().getBoolean("enabled"))
        .recover(
            failure ->
                AbsentTables.cause(failure)
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  static Future<Void> enable(SqlConnection tx, String schema, String product) {
    return tx.preparedQuery(ENABLE.formatted(schema))
        .execute(Tuple.of(product))
        .compose(enabled -> announce(tx, schema));
  }

  static Future<Void> disable(SqlConnection tx, String schema, String product) {
    return tx.preparedQuery(DISABLE.formatted(schema))
        .execute(Tuple.of(product))
        .compose(disabled -> announce(tx, schema));
  }

  /** The other product that works for the tenant, if there is one. */
  static Future<Optional<String>> takenBy(SqlClient client, String schema, String product) {
    return client
        .preparedQuery(TAKEN.formatted(schema))
        .execute(Tuple.of(product))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getString("product")));
  }

  static Future<Void> announce(SqlClient client, String schema) {
    return client.preparedQuery(NOTIFY).execute(Tuple.of(CHANNEL, schema)).mapEmpty();
  }
}
