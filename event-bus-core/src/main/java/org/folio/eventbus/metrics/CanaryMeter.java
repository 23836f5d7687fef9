/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import java.time.Duration;
import org.folio.eventbus.TenantId;

/** Hears of canaries. Called on one context only. */
public interface CanaryMeter {

  /** Measures nothing. */
  CanaryMeter NONE =
      new CanaryMeter() {
        @Override
        public void seen(
            TenantId tenant, String subscription, String stream, Duration lateness, Duration age) {
          // Nobody asks.
        }

        @Override
        public void roundEnded() {
          // Nobody asks.
        }
      };

  /**
   * The last canary of a subscription.
   *
   * @param lateness from its publication to its receipt
   * @param age since its receipt
   */
  void seen(TenantId tenant, String subscription, String stream, Duration lateness, Duration age);

  /** All tenants have been looked at; what was not seen in this round is shown no more. */
  void roundEnded();
}
