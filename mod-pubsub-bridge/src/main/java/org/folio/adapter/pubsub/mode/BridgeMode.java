/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.mode;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which module delivers the events of a tenant. Each event keeps the mode of its publication. */
public enum BridgeMode {
  /** The mod-pubsub behind the bridge does everything; the bridge hands requests on. */
  OFF,
  /** It delivers; the bridge also puts events on the bus, and notes what it would deliver. */
  SHADOW,
  /** The bridge delivers. */
  BRIDGE;

  /** The name in requests and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of that name; empty if there is none. */
  static Optional<BridgeMode> of(String text) {
    return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
  }
}
