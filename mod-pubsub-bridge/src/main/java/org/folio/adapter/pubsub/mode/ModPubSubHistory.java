/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.mode;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.JsonEventType;
import io.vertx.core.parsetools.JsonParser;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.okapi.http.StrictUuid;

/**
 * Reads mod-pubsub's history message by message: the whole as one JSON object would take ten times
 * the memory of its text.
 */
final class ModPubSubHistory {

  private static final String MESSAGES = "auditMessages";

  private ModPubSubHistory() {}

  /**
   * Counts deliveries.
   *
   * @param answer of {@code GET /pubsub/history}
   * @param events those to count
   * @return the number for each of them that was published there, 0 if nobody got it
   * @throws io.vertx.core.json.DecodeException if it is no history
   */
  static Map<UUID, Integer> deliveries(Buffer answer, Set<UUID> events) {
    Map<UUID, Integer> found = new HashMap<>();
    JsonParser parser = JsonParser.newParser();
    parser.handler(
        event -> {
          if (event.type() == JsonEventType.START_ARRAY && MESSAGES.equals(event.fieldName())) {
            parser.objectValueMode();
          } else if (event.type() == JsonEventType.END_ARRAY) {
            parser.objectEventMode();
          } else if (event.isObject()) {
            count(event.objectValue(), events, found);
          }
        });
    parser.handle(answer);
    parser.end();
    return found;
  }

  private static void count(JsonObject message, Set<UUID> events, Map<UUID, Integer> found) {
    UUID id =
        StrictUuid.parse(message.getString("eventId", "")).filter(events::contains).orElse(null);
    if (id == null) {
      return;
    }
    switch (message.getString("state", "")) {
      case "DELIVERED" -> found.merge(id, 1, Integer::sum);
      case "PUBLISHED" -> found.merge(id, 0, Integer::sum);
      default -> {
        // Attempts and requests deliver nothing.
      }
    }
  }
}
