/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A business event that follows from the change of a loan.
 *
 * @param type its type
 * @param payload its payload, without grace period
 * @param rule why it follows
 * @param demand how strictly it is expected
 * @param policyId the loan policy with the grace period of a check-out, or null
 * @param requestId the request that changed the loan, or null
 * @param origin the record of the change
 * @param changedAt when the loan changed, by storage's clock
 */
public record Expectation(
    UUID loanId,
    String type,
    JsonObject payload,
    Rule rule,
    Demand demand,
    @Nullable String policyId,
    @Nullable String requestId,
    String origin,
    Instant changedAt) {

  /** The same event, optional. */
  Expectation allowed() {
    return new Expectation(
        loanId, type, payload, rule, Demand.ALLOWED, policyId, requestId, origin, changedAt);
  }

  /** How long it is waited for; an optional event may arrive as late as a required one. */
  Duration patience(Duration usual) {
    Duration ofRule = rule.patience(usual);
    return demand == Demand.ALLOWED && ofRule.isZero() ? usual : ofRule;
  }

  public String fingerprint() {
    return Fact.fingerprint(type, payload);
  }
}
