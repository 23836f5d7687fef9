/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A module's answer to a search for events.
 *
 * @param ids of the events, newest first
 * @param complete whether the search was complete
 * @param explanation the evidence for the answer
 */
public record FoundEvents(List<String> ids, boolean complete, String explanation) {

  static FoundEvents of(JsonNode found) {
    return new FoundEvents(
        StreamSupport.stream(found.path("events").spliterator(), false)
            .map(event -> event.path("eventId").asText())
            .toList(),
        found.path("complete").asBoolean(),
        found.path("explanation").asText());
  }
}
