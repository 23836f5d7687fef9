/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.client;

import com.fasterxml.jackson.databind.JsonNode;

/** A subscription's own report; the numbers count from the start of its process. */
public record SubscriptionState(long applied, long duplicates, long parked, String problems) {

  static SubscriptionState of(JsonNode subscription) {
    return new SubscriptionState(
        subscription.path("applied").asLong(),
        subscription.path("duplicates").asLong(),
        subscription.path("parked").asLong(),
        subscription.path("problems").toString());
  }
}
