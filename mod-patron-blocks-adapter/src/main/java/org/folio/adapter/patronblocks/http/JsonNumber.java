/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.http;

import java.math.BigDecimal;

/** Writes numbers in the usual form: 10 and not 10.0. */
public final class JsonNumber {

  private JsonNumber() {}

  /** The same number, without decimals where it has none. */
  public static Number of(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return shortest.scale() <= 0 ? shortest.toBigInteger() : number;
  }
}
