/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.registry;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * All event types and registrations of a tenant.
 *
 * @param types in the order of their names
 * @param modules in the order of their ids
 */
public record Registrations(List<EventDescriptor> types, List<MessagingModule> modules) {

  /** Copies the lists. */
  public Registrations {
    types = List.copyOf(types);
    modules = List.copyOf(modules);
  }

  /** Reads them. */
  public static Future<Registrations> find(SqlClient client, String schema) {
    return EventTypeTable.all(client, schema)
        .compose(
            types ->
                ModuleTable.all(client, schema).map(modules -> new Registrations(types, modules)));
  }

  /**
   * Adds them to those of a tenant. A type that the tenant has described stays as it is.
   *
   * @return fails as {@link SubscriptionLimit#keep} does
   */
  public Future<Void> store(SqlConnection tx, String schema, SubscriptionLimit limit) {
    return limit.keep(
        tx,
        schema,
        () ->
            EventTypeTable.putAll(tx, schema, types)
                .compose(
                    stored ->
                        modules.isEmpty()
                            ? Future.succeededFuture()
                            : ModuleTable.put(tx, schema, modules)));
  }
}
