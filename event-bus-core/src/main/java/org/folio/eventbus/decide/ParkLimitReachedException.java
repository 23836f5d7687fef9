/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

/** An event that cannot be applied is not parked, because too many are. */
public final class ParkLimitReachedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ParkLimitReachedException(String message) {
    super(message);
  }

  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
