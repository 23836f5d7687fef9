/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.storage;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.folio.adapter.patronblocks.loan.GraceInterval;
import org.folio.adapter.patronblocks.loan.GracePeriod;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.cache.ExpiringCache;
import org.jspecify.annotations.Nullable;

/**
 * The grace periods of loan policies. The event of a check-out contains the grace period; a loan in
 * storage contains only the policy (contract: circulation, section 8).
 */
final class LoanPolicies {

  // A library has dozens of policies and changes about one a year.
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int MOST_POLICIES = 10_000;

  private final OkapiClient client;
  private final ExpiringCache<Key, Optional<GracePeriod>> known =
      new ExpiringCache<>(LIFETIME, MOST_POLICIES);

  private record Key(TenantId tenant, UUID policy) {}

  LoanPolicies(OkapiClient client) {
    this.client = client;
  }

  /** The grace period of a policy; null if the policy or its grace period does not exist. */
  Future<@Nullable GracePeriod> grace(OkapiRequest request, @Nullable UUID policy) {
    if (policy == null) {
      return Future.succeededFuture();
    }
    return known
        .get(new Key(request.tenant(), policy), () -> read(request, policy))
        .map(found -> found.orElse(null));
  }

  private Future<Optional<GracePeriod>> read(OkapiRequest request, UUID policy) {
    return client
        .find(request, "/loan-policy-storage/loan-policies/" + policy)
        .map(found -> found.flatMap(LoanPolicies::grace));
  }

  // Check-outs omit such grace periods too: a policy that lacks a part, or has a duration of zero.
  private static Optional<GracePeriod> grace(JsonObject policy) {
    JsonObject grace =
        policy
            .getJsonObject("loansPolicy", new JsonObject())
            .getJsonObject("gracePeriod", new JsonObject());
    int duration = grace.getInteger("duration", 0);
    return GraceInterval.of(grace.getString("intervalId", ""))
        .filter(interval -> duration > 0)
        .map(interval -> new GracePeriod(duration, interval));
  }
}
