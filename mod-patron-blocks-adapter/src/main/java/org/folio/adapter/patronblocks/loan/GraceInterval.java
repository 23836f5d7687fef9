/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.util.Arrays;
import java.util.Optional;

/** Unit of a grace period (contract: payload of {@code ITEM_CHECKED_OUT}). */
public enum GraceInterval {
  MINUTES("Minutes"),
  HOURS("Hours"),
  DAYS("Days"),
  WEEKS("Weeks"),
  MONTHS("Months");

  private final String id;

  GraceInterval(String id) {
    this.id = id;
  }

  /** As it is spelled in events, tables and answers. */
  public String id() {
    return id;
  }

  /** The unit of this spelling. */
  public static Optional<GraceInterval> of(String id) {
    return Arrays.stream(values()).filter(interval -> interval.id.equals(id)).findFirst();
  }
}
