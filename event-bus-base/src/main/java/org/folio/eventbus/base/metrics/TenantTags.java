/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.metrics;

import java.util.HashSet;
import java.util.Set;

/**
 * Gives the first tenants their own name and all further ones a common one, so that the number of
 * time series is bounded however many tenants come. A name once given stays. Usable from any
 * thread.
 */
public final class TenantTags {

  /** Each counter has a time series per tenant; a hundred are still cheap to store and to query. */
  public static final int MOST_NAMED = 100;

  private final int most;
  private final Set<String> named = new HashSet<>();

  /**
   * Names so many tenants.
   *
   * @param most at least 0
   */
  public TenantTags(int most) {
    this.most = most;
  }

  /** The value of the tag for the tenant of that id. */
  public synchronized String of(String tenant) {
    if (named.size() < most) {
      named.add(tenant);
    }
    return named.contains(tenant) ? tenant : MetricNames.OTHER_TENANTS;
  }
}
