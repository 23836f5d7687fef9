/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness;

import java.util.Locale;

/** From when on the witness judges ({@code WITNESS}). */
public enum WitnessMode {
  /**
   * From the first event on that is published for the tenant. Before that nobody publishes here,
   * and each change of a loan would look like an event that was never published.
   */
  AUTO,
  /** From the moment on when the tenant got the witness. */
  ON,
  /** Never. */
  OFF;

  /** As it is written in the environment variable. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static WitnessMode of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
