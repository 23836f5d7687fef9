/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * A patron with waiting events.
 *
 * @param key the patron's id, masked: its beginning and an ellipsis
 * @param events number of waiting events, including the poison one
 * @param eventId the poison event
 * @param cause why it cannot be applied
 */
public record ParkedPatron(String key, int events, String eventId, String cause) {

  /** Whether the masked id matches a patron; among the few that wait it is unique. */
  public boolean mayBe(UUID patron) {
    return patron.toString().startsWith(key.replace("…", ""));
  }

  static ParkedPatron of(JsonNode parked) {
    return new ParkedPatron(
        parked.path("key").asText(),
        parked.path("events").asInt(),
        parked.path("eventId").asText(),
        parked.path("cause").asText());
  }
}
