/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.publish;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
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
             EXISTS (SELECT FROM "%1$s".pubsub_module AS known
                      WHERE known.role = 'PUBLISHER' AND known.product = asked.product
                        AND known.event_type = asked.event_type) AS publisher,
             EXISTS (SELECT FROM "%1$s".pubsub_module AS known
                      WHERE known.role = 'SUBSCRIBER' AND known.event_type = asked.event_type)
               AS subscriber
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (product, event_type, place)
       ORDER BY place
      """;

  /** An event that mod-pubsub has accepted. */
  Standing(BridgeMode mode) {
    this(mode, true, true);
  }

  /** One for each event, in order. */
  static Future<List<Standing>> find(SqlClient client, String schema, List<PubSubEvent> events) {
    return client
        .preparedQuery(FIND.formatted(schema))
        .execute(
            Tuple.from(
                List.of(
                    events.stream()
                        .map(event -> MessagingModule.product(event.publishedBy()))
                        .toArray(String[]::new),
                    events.stream().map(PubSubEvent::eventType).toArray(String[]::new))))
        .map(
            rows -> {
              List<Standing> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(
                    new Standing(
                        BridgeMode.valueOf(row.getString("mode")),
                        row.getBoolean("publisher"),
                        row.getBoolean("subscriber")));
              }
              return found;
            });
  }
}
