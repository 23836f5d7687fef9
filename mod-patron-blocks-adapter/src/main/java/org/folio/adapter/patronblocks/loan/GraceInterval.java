/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.util.Arrays;
import java.util.Optional;

/** Unit of a grace period (contract: payload of {@code ITEM_CHECKED_OUT}). */
public enum GraceInterval {
  MINUTES("Minutes", 1),
  HOURS("Hours", 60),
  DAYS("Days", 24 * 60),
  WEEKS("Weeks", 7 * 24 * 60),
  MONTHS("Months", 31 * 24 * 60);

  private final String id;
  private final long minutes;

  GraceInterval(String id, long minutes) {
    this.id = id;
    this.minutes = minutes;
  }

  /** Its length; a month has 31 days (contract: mod-patron-blocks 2.7). */
  public long minutes() {
    return minutes;
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
