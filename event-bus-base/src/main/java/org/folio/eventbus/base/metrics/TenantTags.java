/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.metrics;

import java.util.HashSet;
import java.util.Set;

/**
 * Gives the first tenants their own name and all further ones a common name, so that the number of
 * time series is bounded. An assigned name stays. Safe for use by several threads.
 */
public final class TenantTags {

  /** Each counter has a time series per tenant; a hundred are still cheap to store and to query. */
  public static final int MOST_NAMED = 100;

  private final int most;
  private final Set<String> named = new HashSet<>();

  /**
   * Gives a name to at most that many tenants.
   *
   * @param most at least 0
   */
  public TenantTags(int most) {
    this.most = most;
  }

  /** The value of the tag for the tenant with that id. */
  public synchronized String of(String tenant) {
    if (named.size() < most) {
      named.add(tenant);
    }
    return named.contains(tenant) ? tenant : MetricNames.OTHER_TENANTS;
  }
}
