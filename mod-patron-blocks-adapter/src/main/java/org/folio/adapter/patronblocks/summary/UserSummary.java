/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.summary;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/**
 * What a patron has open (contract: mod-patron-blocks 2.6).
 *
 * @param id the same for a patron at any time
 * @param version the highest sequence of the patron's events that is surely included, at least 1
 * @param openLoans in the order of their check-outs
 */
public record UserSummary(
    UUID id, long version, UUID userId, List<OpenLoan> openLoans, List<OpenFeeFine> openFeesFines) {

  /** Copies the lists. */
  public UserSummary {
    openLoans = List.copyOf(openLoans);
    openFeesFines = List.copyOf(openFeesFines);
  }

  /** True if nothing is open; to clients the summary then does not exist. */
  public boolean isEmpty() {
    return openLoans.isEmpty() && openFeesFines.isEmpty();
  }

  JsonObject json() {
    JsonArray loans = new JsonArray();
    openLoans.forEach(loan -> loans.add(loan.json()));
    JsonArray feesFines = new JsonArray();
    openFeesFines.forEach(feeFine -> feesFines.add(feeFine.json()));
    return new JsonObject()
        .put("id", id.toString())
        .put("_version", version)
        .put("userId", userId.toString())
        .put("openLoans", loans)
        .put("openFeesFines", feesFines);
  }
}
