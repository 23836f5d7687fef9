/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A module's answer about one event.
 *
 * @param published verdict of the publishing module, empty in others
 * @param derivedFrom the record that the event was derived from, empty if it was not
 * @param patronSummary verdict of the subscription for the patrons' summaries, empty elsewhere
 */
public record EventVerdict(String published, String derivedFrom, String patronSummary) {

  static EventVerdict of(JsonNode life) {
    String applied = "";
    for (JsonNode subscription : life.path("subscriptions")) {
      if (Diku.SUBSCRIPTION.equals(subscription.path("subscription").asText())) {
        applied = subscription.path("verdict").asText();
      }
    }
    return new EventVerdict(
        life.path("verdict").asText(),
        life.path("publication").path("derivedFrom").asText(),
        applied);
  }
}
