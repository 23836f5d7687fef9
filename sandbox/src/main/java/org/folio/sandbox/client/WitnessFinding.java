/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The witness's finding about one loan.
 *
 * @param kind for example {@code NEVER_PUBLISHED}
 * @param type of the event
 * @param derivedFrom storage's record
 * @param derivedEventId the event that was published in place of the missing one
 * @param explanation a sentence
 */
public record WitnessFinding(
    String kind, String type, String derivedFrom, String derivedEventId, String explanation) {

  static WitnessFinding of(JsonNode finding) {
    return new WitnessFinding(
        finding.path("kind").asText(),
        finding.path("type").asText(),
        finding.path("derivedFrom").asText(),
        finding.path("derivedEventId").asText(),
        finding.path("explanation").asText());
  }
}
