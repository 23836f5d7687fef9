/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.value;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The numbers that a payload may hold: those that every consumer can store and add up. Publishing
 * and consuming ask the same code, so that nothing is accepted at one door and refused at the
 * other.
 */
public final class PayloadNumber {

  /**
   * The most digits before the decimal point, and the most behind it. Amounts have a dozen. Written
   * out, 1E400 would be longer than the event that holds it.
   */
  public static final int MOST_DIGITS = 100;

  private PayloadNumber() {}

  /**
   * The number as a decimal one.
   *
   * @return empty if it is infinite, no number, or has too many digits
   */
  public static Optional<BigDecimal> of(Number number) {
    BigDecimal decimal;
    try {
      decimal = new BigDecimal(number.toString());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    boolean usable =
        (long) decimal.precision() - decimal.scale() <= MOST_DIGITS
            && decimal.scale() <= MOST_DIGITS;
    return usable ? Optional.of(decimal) : Optional.empty();
  }
}
