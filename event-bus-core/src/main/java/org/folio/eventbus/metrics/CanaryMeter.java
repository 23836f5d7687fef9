/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import java.time.Duration;
import org.folio.eventbus.TenantId;

/** Measures canaries. Called on one context only. */
public interface CanaryMeter {

  /** Measures nothing. */
  CanaryMeter NONE =
      new CanaryMeter() {
        @Override
        public void seen(
            TenantId tenant, String subscription, String stream, Duration lateness, Duration age) {
          // Measures nothing.
        }

        @Override
        public void roundEnded() {
          // Measures nothing.
        }
      };

  /**
   * The last canary of a subscription.
   *
   * @param lateness from its publication to its receipt
   * @param age time since its receipt
   */
  void seen(TenantId tenant, String subscription, String stream, Duration lateness, Duration age);

  /**
   * All tenants have been checked; canaries that were not seen in this round are no longer shown.
   */
  void roundEnded();
}
