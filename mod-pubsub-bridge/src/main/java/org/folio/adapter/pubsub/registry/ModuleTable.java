/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registrations of a tenant. */
final class ModuleTable {

  private static final String OF_TYPE =
      """
      SELECT id, event_type, module_id, role, callback FROM "%s".pubsub_module
       WHERE event_type = $1 ORDER BY module_id, role
      """;

  private static final String ALL =
      """
      SELECT id, event_type, module_id, role, callback FROM "%s".pubsub_module
       ORDER BY module_id, role, event_type
      """;

  // Two instances of a module that start together register it one after the other.
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

  // The product keeps the time from which it gets events. A new version begins anew to be missed.
  private static final String PUT =
      """
      INSERT INTO "%s".pubsub_module (id, event_type, module_id, product, role, callback, since)
      VALUES ($1, $2, $3, $4, $5, $6, now())
      ON CONFLICT (role, product, event_type) DO UPDATE SET id = excluded.id,
        module_id = excluded.module_id, callback = excluded.callback,
        refused_since = NULL, refusal = NULL
      """;

  private static final String REMOVE_OTHERS =
      Unregistered.removalOfModules("role = $1 AND product = $2 AND event_type <> ALL ($3)");

  private static final String REMOVE =
      Unregistered.removalOfModules(
          "role = $1 AND product = $2 AND ($3::text IS NULL OR event_type = $3)");

  private static final String REMOVE_TYPE =
      Unregistered.removalOfModules("role = $1 AND event_type = $2");

  private static final Comparator<MessagingModule> IN_ORDER =
      Comparator.comparing(MessagingModule::role)
          .thenComparing(MessagingModule::product)
          .thenComparing(MessagingModule::eventType);

  private ModuleTable() {}

  static Future<List<MessagingModule>> ofType(SqlClient client, String schema, String eventType) {
    return client
        .preparedQuery(OF_TYPE.formatted(schema))
        .execute(Tuple.of(eventType))
        .map(
            rows -> {
              List<MessagingModule> found = new ArrayList<>();
              rows.forEach(row -> found.add(MessagingModule.of(row)));
              return found;
            });
  }

  static Future<List<MessagingModule>> all(SqlClient client, String schema) {
    return client
        .preparedQuery(ALL.formatted(schema))
        .execute()
        .map(
            rows -> {
              List<MessagingModule> found = new ArrayList<>();
              rows.forEach(row -> found.add(MessagingModule.of(row)));
              return found;
            });
  }

  /** Makes these the only registrations of their module in their role. */
  static Future<Void> replace(SqlConnection tx, String schema, List<MessagingModule> modules) {
    MessagingModule any = modules.get(0);
    String[] types = modules.stream().map(MessagingModule::eventType).toArray(String[]::new);
    return tx.preparedQuery(LOCK)
        .execute(Tuple.of(schema + any.role() + any.product()))
        .compose(
            locked ->
                tx.preparedQuery(REMOVE_OTHERS.formatted(schema))
                    .execute(Tuple.of(any.role().name(), any.product(), types)))
        .compose(removed -> put(tx, schema, modules));
  }

  /** Adds registrations, or changes those of the same product, role and type. */
  static Future<Void> put(SqlConnection tx, String schema, List<MessagingModule> modules) {
    return tx.preparedQuery(PUT.formatted(schema))
        .executeBatch(
            modules.stream()
                // Two transactions with the same rows lock them in the same order.
                .sorted(IN_ORDER)
                .map(
                    one ->
                        Tuple.of(
                            one.id(),
                            one.eventType(),
                            one.moduleId(),
                            one.product(),
                            one.role().name(),
                            one.callback()))
                .toList())
        .compose(
            stored ->
                Unregistered.forget(
                    tx,
                    schema,
                    modules.stream()
                        .map(one -> new Unregistered(one.role(), one.product(), one.eventType()))
                        .toList()));
  }

  /** Removes a product in a role; for one type, or for all with null. */
  static Future<Void> remove(
      SqlClient client, String schema, Role role, String product, @Nullable String eventType) {
    return client
        .preparedQuery(REMOVE.formatted(schema))
        .execute(Tuple.of(role.name(), product, eventType))
        .mapEmpty();
  }

  /** Removes every product in a role for a type. */
  static Future<Void> removeAll(SqlClient client, String schema, Role role, String eventType) {
    return client
        .preparedQuery(REMOVE_TYPE.formatted(schema))
        .execute(Tuple.of(role.name(), eventType))
        .mapEmpty();
  }
}
