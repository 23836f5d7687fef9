/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import java.util.List;
import org.folio.eventbus.TenantId;

/**
 * Hears of what the producing side does. Methods are called from any thread and return at once;
 * those without a body here do nothing.
 */
public interface RelayMeter {

  /** Measures nothing. */
  RelayMeter NONE = new RelayMeter() {};

  /**
   * Events are in the journal.
   *
   * @param seconds for each event, the time since it was stored
   */
  default void relayed(TenantId tenant, String stream, List<Double> seconds) {}

  /** Brokers refused an event for good. */
  default void refused(TenantId tenant, String stream) {}

  /** Events were sent again from the journal. */
  default void republished(TenantId tenant, String stream, int events) {}

  /** Everything that was sent in a round was acknowledged or refused. */
  default void round(long nanos) {}
}
