/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.time;

import java.time.Duration;

/** How messages write a time limit. */
public final class Limit {

  private Limit() {}

  /** {@code 30 s}, or {@code 200 ms} if it is not a number of seconds. */
  public static String words(Duration limit) {
    return limit.toNanosPart() == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
