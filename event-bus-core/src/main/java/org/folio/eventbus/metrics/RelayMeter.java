/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import java.util.List;
import org.folio.eventbus.TenantId;

/**
 * Measures the producing side. Methods are called from any thread and return at once; those without
 * a body here do nothing.
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

  /** Brokers rejected an event permanently. */
  default void refused(TenantId tenant, String stream) {}

  /** Events were sent again from the journal. */
  default void republished(TenantId tenant, String stream, int events) {}

  /** All records of a round were acknowledged or rejected. */
  default void round(long nanos) {}
}
