/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;
import org.folio.eventbus.console.output.Text;

/**
 * The parked event that others of its key wait behind.
 *
 * @param cause why it cannot be applied
 * @param standing number of events of the key that wait, including this one
 */
public record Blocker(String eventId, String type, String sequence, String cause, long standing) {

  /** The first parked event of a key; its cause may be empty. */
  static Blocker of(JsonNode parked) {
    JsonNode first = parked.path(0);
    return new Blocker(
        Text.of(first, "eventId"),
        Text.of(first, "type"),
        Text.of(first, "sequence"),
        Text.of(first, "cause"),
        parked.size());
  }

  String sentence() {
    return "It waits behind %s %s, event %s, with which %s of this key stand still: %s"
        .formatted(type, sequence, eventId, Text.count(standing, "event"), cause);
  }
}
