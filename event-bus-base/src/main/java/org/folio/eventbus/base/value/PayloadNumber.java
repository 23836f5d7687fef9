/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.value;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The numbers that a payload may hold: those that every consumer can store and add. Publishing and
 * consuming use the same check, so that no endpoint accepts what another rejects.
 */
public final class PayloadNumber {

  /**
   * The maximum number of digits before the decimal point, and after it. Amounts have a dozen.
   * Written out, 1E400 would be longer than its event.
   */
  public static final int MOST_DIGITS = 100;

  private PayloadNumber() {}

  /**
   * The number as a decimal one.
   *
   * @return empty if it is infinite, not a number, or has too many digits
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
