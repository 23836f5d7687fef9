/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.round;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.folio.adapter.circulation.witness.expect.Fact;
import org.folio.adapter.circulation.witness.expect.LoanHistory;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.deliver.SystemTokens;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The witness's own queries of storage, as the system user, through Okapi. */
public final class StorageAccess {

  private static final Logger LOG = LoggerFactory.getLogger(StorageAccess.class);

  // Policies change a few times a year; the contract requires the one at the time of the check-out.
  private static final Duration POLICY_LIFETIME = Duration.ofMinutes(10);

  private static final Set<String> INTERVALS =
      Set.of("Minutes", "Hours", "Days", "Weeks", "Months");

  private final OkapiClient client;
  private final SystemTokens tokens;
  private final LoanHistory history;
  private final Map<String, Policy> policies = new HashMap<>();

  private record Policy(Optional<JsonObject> gracePeriod, long readAt) {}

  private StorageAccess(Vertx vertx, OkapiSettings okapi) {
    this.client = new OkapiClient(vertx, okapi);
    this.tokens = new SystemTokens(vertx, okapi);
    this.history = new LoanHistory(client);
  }

  /** Access through Okapi; empty if its address is not set. */
  public static Optional<StorageAccess> of(Vertx vertx, OkapiSettings okapi) {
    return okapi.url().map(address -> new StorageAccess(vertx, okapi));
  }

  /** The facts in a loan's history. */
  Future<Set<String>> facts(TenantId tenant, UUID loan, Instant since) {
    return tokens.request(tenant).compose(request -> history.facts(request, loan, since));
  }

  /**
   * The grace periods of loan policies. A policy that cannot be read is omitted: an event without a
   * grace period is better than none.
   */
  Future<Map<String, JsonObject>> gracePeriods(TenantId tenant, Collection<String> wanted) {
    Map<String, JsonObject> found = new HashMap<>();
    Future<Void> read = Future.succeededFuture();
    for (String policy : wanted) {
      read =
          read.compose(
              before ->
                  gracePeriod(tenant, policy)
                      .onSuccess(grace -> grace.ifPresent(period -> found.put(policy, period)))
                      .otherwiseEmpty()
                      .mapEmpty());
    }
    return read.map(found);
  }

  private Future<Optional<JsonObject>> gracePeriod(TenantId tenant, String policy) {
    String key = tenant + "/" + policy;
    Policy known = known(key);
    if (known != null) {
      return Future.succeededFuture(known.gracePeriod());
    }
    return tokens
        .request(tenant)
        .compose(request -> client.find(request, "/loan-policy-storage/loan-policies/" + policy))
        .map(found -> found.flatMap(StorageAccess::gracePeriod))
        .onSuccess(grace -> keep(key, new Policy(grace, System.nanoTime())))
        .onFailure(cause -> LOG.debug("A loan policy cannot be read: {}", cause.toString()));
  }

  private synchronized @Nullable Policy known(String key) {
    Policy known = policies.get(key);
    return known == null || System.nanoTime() - known.readAt() > POLICY_LIFETIME.toNanos()
        ? null
        : known;
  }

  private synchronized void keep(String key, Policy policy) {
    policies.put(key, policy);
  }

  // A policy may have a duration of 0, but an event may not.
  public static Optional<JsonObject> gracePeriod(JsonObject policy) {
    JsonObject loans = policy.getJsonObject("loansPolicy", new JsonObject());
    JsonObject grace = loans.getJsonObject(Fact.GRACE_PERIOD, new JsonObject());
    return grace.getValue("duration") instanceof Number duration
            && duration.intValue() > 0
            && grace.getValue("intervalId") instanceof String interval
            && INTERVALS.contains(interval)
        ? Optional.of(
            new JsonObject().put("duration", duration.intValue()).put("intervalId", interval))
        : Optional.empty();
  }
}
