/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import io.vertx.core.json.JsonObject;

/**
 * How long after its due date a loan is not yet overdue.
 *
 * @param duration in units of the interval, from 1
 */
public record GracePeriod(int duration, GraceInterval interval) {

  /**
   * Checks the duration.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public GracePeriod {
    if (duration < 1) {
      throw new IllegalArgumentException("gracePeriod.duration must be 1 or more");
    }
  }

  /** As it stands in the event of a check-out and in a summary. */
  public JsonObject json() {
    return new JsonObject().put("duration", duration).put("intervalId", interval.id());
  }

  /** Its length; every month has 31 days. */
  public long minutes() {
    return duration * interval.minutes();
  }
}
