/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** However many tenants come, the number of time series is bounded. */
class TenantTagsTest {

  @Test
  void firstTenantsKeepTheirNamesAndAllFurtherOnesShareOne() {
    TenantTags tags = new TenantTags(2);

    assertThat(tags.of("diku")).isEqualTo("diku");
    assertThat(tags.of("college")).isEqualTo("college");
    assertThat(tags.of("university")).isEqualTo(MetricNames.OTHER_TENANTS);
    assertThat(tags.of("diku")).isEqualTo("diku");
  }
}
