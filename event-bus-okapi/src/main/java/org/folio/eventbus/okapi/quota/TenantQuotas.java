/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.quota;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.http.HttpFailure;

/**
 * Enforces each tenant's quota. A request is accepted as a whole while the tenant has any quota
 * left, however large it is; later requests wait until the excess is repaid. So a batch larger than
 * a second's quota is not rejected for ever. Safe for use by several threads.
 */
public final class TenantQuotas {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final QuotaSettings settings;
  private final ConcurrentMap<TenantId, Bucket> events = new ConcurrentHashMap<>();
  private final ConcurrentMap<TenantId, Bucket> bytes = new ConcurrentHashMap<>();

  /** Quotas of one instance of the module. */
  public TenantQuotas(QuotaSettings settings) {
    this.settings = settings;
  }

  /**
   * Rejects a request of a tenant that has used up its quota.
   *
   * @throws HttpFailure 429 with {@code Retry-After}
   */
  public void check(TenantId tenant) {
    check(tenant, events, settings.eventsPerSecond(), "events");
    check(tenant, bytes, settings.bytesPerSecond(), "bytes");
  }

  /**
   * Counts a tenant's events and bytes.
   *
   * @return how long the tenant should wait before it publishes more; zero if it need not
   */
  public Duration take(TenantId tenant, long eventCount, long byteCount) {
    Duration forEvents = take(tenant, events, settings.eventsPerSecond(), eventCount);
    Duration forBytes = take(tenant, bytes, settings.bytesPerSecond(), byteCount);
    return forEvents.compareTo(forBytes) > 0 ? forEvents : forBytes;
  }

  private static void check(
      TenantId tenant, ConcurrentMap<TenantId, Bucket> buckets, int rate, String what) {
    if (rate == 0) {
      return;
    }
    long nanos =
        bucket(tenant, buckets, rate).estimateAbilityToConsume(1).getNanosToWaitForRefill();
    if (nanos > 0) {
      throw HttpFailure.later(
          TOO_MANY_REQUESTS,
          Duration.ofNanos(nanos),
          "Tenant %s may publish %s %s a second and has used them up; nothing was stored. Repeat the request later"
              .formatted(tenant, rate, what));
    }
  }

  private static Duration take(
      TenantId tenant, ConcurrentMap<TenantId, Bucket> buckets, int rate, long count) {
    return rate == 0 || count <= 0
        ? Duration.ZERO
        : Duration.ofNanos(bucket(tenant, buckets, rate).consumeIgnoringRateLimits(count));
  }

  private static Bucket bucket(TenantId tenant, ConcurrentMap<TenantId, Bucket> buckets, int rate) {
    return buckets.computeIfAbsent(
        tenant,
        first ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(rate).refillGreedy(rate, SECOND))
                .build());
  }
}
