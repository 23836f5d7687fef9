/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a module answers when it is asked for one event.
 *
 * @param published of the publishing module, empty in others
 * @param derivedFrom the record that the event was derived from, empty if it was not
 * @param patronSummary of the subscription that keeps the patrons' summaries, empty where it is not
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
