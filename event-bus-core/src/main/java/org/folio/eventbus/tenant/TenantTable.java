/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.tenant;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

  // $1 is the product and $2 the version or null for any. A schema of an older version of the
  // module
  // has no such columns, and belongs to any product and version.
  private static final String IS_OF =
      """
      (coalesce(to_jsonb(tenant) ->> 'product', $1) = $1
         AND coalesce(to_jsonb(tenant) ->> 'version' = $2, true))
      """;

  private static final String ENABLED =
      """
      SELECT '%1$s' AS schema,
             concat_ws('-', coalesce(to_jsonb(tenant) ->> 'product', $1),
                       to_jsonb(tenant) ->> 'version') AS descriptor,
      """
          + IS_OF
          + """
                AS own
        FROM "%1$s".event_tenant AS tenant
       WHERE enabled
      """;

  private static final String PREPARE =
      """
      INSERT INTO "%1$s".event_tenant (enabled, product, version) VALUES (false, $1, $2)
      ON CONFLICT DO NOTHING
      """;

  private static final String ENABLE =
      """
      INSERT INTO "%1$s".event_tenant (enabled, product, version) VALUES (true, $1, $2)
      ON CONFLICT (only_row) DO UPDATE
         SET enabled = true, product = excluded.product, version = excluded.version,
             changed_at = now()
      """;

  // An event is only old if both time and offset say so: clocks of managers may differ, and the
  // offsets of a topic that was made anew begin again.
  private static final String FOLLOW =
      """
      UPDATE "%1$s".event_tenant AS tenant
         SET enabled = $3, entitled_at = $4, entitled_offset = $5,
             changed_at = CASE WHEN enabled = $3 THEN changed_at ELSE now() END
       WHERE (entitled_at IS NULL OR $4 > entitled_at OR $5 > entitled_offset) AND
      """
          + IS_OF
          + " RETURNING changed_at = now() AS changed";

  // A schema of an older version of the module does not know the last event.
  private static final String KNOWS_LAST =
      """
      SELECT EXISTS (SELECT FROM pg_attribute
                      WHERE attrelid = to_regclass($1) AND attname = 'entitled_offset') AS known
      """;

  // Another product or version may have taken the tenant over.
  private static final String SWITCH =
      """
      UPDATE "%1$s".event_tenant AS tenant SET enabled = $3, changed_at = now()
       WHERE enabled <> $3 AND
      """
          + IS_OF;

  private static final String TAKEN =
      """
      SELECT concat_ws('-', to_jsonb(tenant) ->> 'product',
                       to_jsonb(tenant) ->> 'version') AS descriptor
        FROM "%1$s".event_tenant AS tenant
       WHERE enabled AND NOT
      """
          + IS_OF;

  private static final String IS_ENABLED =
      """
      SELECT EXISTS (SELECT FROM "%1$s".event_tenant AS tenant WHERE enabled AND
      """
          + IS_OF
          + ") AS enabled";

  private static final String NOTIFY = "SELECT pg_notify($1, $2)";

  private TenantTable() {}

  /**
   * A tenant that has the module enabled.
   *
   * @param descriptor the id of what works for it
   * @param own whether that is the descriptor that was asked for
   */
  record EnabledTenant(TenantId tenant, String descriptor, boolean own) {}

  /**
   * The tenants that have the module enabled.
   *
   * @param own stands in for what schemas do not store yet
   */
  static Future<List<EnabledTenant>> enabled(
      SqlClient client, ModuleSchema module, Descriptor own) {
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
                return Future.succeededFuture(List.of());
              }
              // One query for all tenants. The names are those of checked tenants.
              return client
                  .preparedQuery(
                      ofModule.stream()
                          .map(ENABLED::formatted)
                          .collect(Collectors.joining(" UNION ALL ")))
                  .execute(tuple(own))
                  .map(
                      enabled -> {
                        List<EnabledTenant> tenants = new ArrayList<>();
                        enabled.forEach(
                            row ->
                                module
                                    .tenantOf(row.getString("schema"))
                                    .ifPresent(
                                        tenant ->
                                            tenants.add(
                                                new EnabledTenant(
                                                    tenant,
                                                    row.getString("descriptor"),
                                                    row.getBoolean("own")))));
                        return tenants;
                      });
            });
  }

  /** Whether the descriptor works for the tenant of a schema, which need not exist. */
  static Future<Boolean> isEnabled(SqlClient client, String schema, Descriptor own) {
    return client
        .preparedQuery(IS_ENABLED.formatted(schema))
        .execute(tuple(own))
        .map(rows -> rows.iterator().next().getBoolean("enabled"))
        .recover(
            failure ->
                AbsentTables.cause(failure)
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  /** Notes a descriptor that is ready to work for a tenant, unless there is one already. */
  static Future<Void> prepare(SqlClient client, String schema, Descriptor own) {
    return client.preparedQuery(PREPARE.formatted(schema)).execute(tuple(own)).mapEmpty();
  }

  static Future<Void> enable(SqlConnection tx, String schema, Descriptor own) {
    return tx.preparedQuery(ENABLE.formatted(schema))
        .execute(tuple(own))
        .compose(enabled -> announce(tx, schema));
  }

  /**
   * Marks a tenant of the descriptor as enabled or disabled.
   *
   * @return whether that is a change; false for a tenant that has enabled another descriptor
   */
  static Future<Boolean> mark(
      SqlConnection tx, String schema, Descriptor descriptor, boolean enabled) {
    return tx.preparedQuery(SWITCH.formatted(schema))
        .execute(tuple(descriptor).addBoolean(enabled))
        .compose(
            rows ->
                rows.rowCount() > 0
                    ? announce(tx, schema).map(true)
                    : Future.succeededFuture(false));
  }

  /**
   * Marks a tenant of the event's descriptor as the event says, unless the last one was later.
   *
   * @return whether that is a change
   */
  static Future<Boolean> follow(SqlConnection tx, String schema, Entitlement event) {
    return tx.preparedQuery(KNOWS_LAST)
        .execute(Tuple.of("\"" + schema + "\".event_tenant"))
        .compose(
            rows ->
                rows.iterator().next().getBoolean("known")
                    ? followLast(tx, schema, event)
                    : mark(tx, schema, event.descriptor(), event.entitled()));
  }

  private static Future<Boolean> followLast(SqlConnection tx, String schema, Entitlement event) {
    return tx.preparedQuery(FOLLOW.formatted(schema))
        .execute(
            tuple(event.descriptor())
                .addBoolean(event.entitled())
                .addOffsetDateTime(event.at().atOffset(ZoneOffset.UTC))
                .addLong(event.offset()))
        .compose(
            rows ->
                rows.size() > 0 && rows.iterator().next().getBoolean("changed")
                    ? announce(tx, schema).map(true)
                    : Future.succeededFuture(false));
  }

  /** The other descriptor that works for the tenant, if there is one. */
  static Future<Optional<String>> takenBy(SqlClient client, String schema, Descriptor own) {
    return client
        .preparedQuery(TAKEN.formatted(schema))
        .execute(tuple(own))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getString("descriptor")));
  }

  static Future<Void> announce(SqlClient client, String schema) {
    return client.preparedQuery(NOTIFY).execute(Tuple.of(CHANNEL, schema)).mapEmpty();
  }

  private static Tuple tuple(Descriptor descriptor) {
    return Tuple.of(descriptor.product(), descriptor.version().orElse(null));
  }
}
