/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import java.util.Locale;

/** The time from which the witness judges changes ({@code WITNESS}). */
public enum WitnessMode {
  /**
   * From the first event that is published for the tenant. Before that no module publishes here,
   * and each change of a loan would look like a missing event.
   */
  AUTO,
  /** From the time at which the tenant got the witness. */
  ON,
  /** Never. */
  OFF;

  /** The value in the environment variable. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static WitnessMode of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
