/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

/** A law of the bus does not hold. */
final class LawBrokenError extends AssertionError {

  private static final long serialVersionUID = 1;

  LawBrokenError(String law, String what) {
    super(law + ": " + what);
  }
}
