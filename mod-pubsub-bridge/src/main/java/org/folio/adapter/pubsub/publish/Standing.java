/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.publish;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import org.folio.adapter.pubsub.mode.BridgeMode;
import org.folio.adapter.pubsub.registry.MessagingModule;

/**
 * What is known when an event arrives.
 *
 * @param mode of the tenant
 * @param publisher whether its publisher is registered for the type, in any version
 * @param subscriber whether anybody is registered as subscriber
 */
record Standing(BridgeMode mode, boolean publisher, boolean subscriber) {

  private static final String FIND =
      """
      SELECT (SELECT mode FROM "%1$s".pubsub_mode) AS mode,
             EXISTS (SELECT FROM "%1$s".pubsub_module WHERE role = 'PUBLISHER' AND product = $1
                      AND event_type = $2) AS publisher,
             EXISTS (SELECT FROM "%1$s".pubsub_module WHERE role = 'SUBSCRIBER'
                      AND event_type = $2) AS subscriber
      """;

  /** An event that mod-pubsub has accepted. */
  Standing(BridgeMode mode) {
    this(mode, true, true);
  }

  static Future<Standing> find(SqlClient client, String schema, PubSubEvent event) {
    return client
        .preparedQuery(FIND.formatted(schema))
        .execute(Tuple.of(MessagingModule.product(event.publishedBy()), event.eventType()))
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Standing(
                  BridgeMode.valueOf(row.getString("mode")),
                  row.getBoolean("publisher"),
                  row.getBoolean("subscriber"));
            });
  }
}
