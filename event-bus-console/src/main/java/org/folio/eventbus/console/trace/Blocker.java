/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;
import org.folio.eventbus.console.output.Text;

/**
 * The parked event that others of its key wait behind.
 *
 * @param cause why it cannot be applied
 */
public record Blocker(String eventId, String type, String sequence, String cause) {

  static Blocker of(JsonNode parked) {
    return new Blocker(
        Text.of(parked, "eventId"),
        Text.of(parked, "type"),
        Text.of(parked, "sequence"),
        Text.of(parked, "cause"));
  }

  String sentence() {
    return "It waits behind %s %s, event %s: %s".formatted(type, sequence, eventId, cause);
  }
}
