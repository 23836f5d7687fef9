/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.library;

import java.util.Random;

/** The events at a circulation desk, with the share of each in percent. */
enum EventMix {
  CHECK_OUT(40),
  CHECK_IN(28),
  RENEWAL(15),
  RECALL(5),
  DECLARED_LOST(2),
  AGED_TO_LOST(3),
  CLAIMED_RETURNED(3),
  CLOSED(3),
  // Staff correct the loan of a returned item; it must not be open again.
  LATE_CORRECTION(1);

  private static final int ALL = 100;

  private final int share;

  EventMix(int share) {
    this.share = share;
  }

  int share() {
    return share;
  }

  static EventMix draw(Random random) {
    int left = random.nextInt(ALL);
    for (EventMix wish : values()) {
      left -= wish.share;
      if (left < 0) {
        return wish;
      }
    }
    throw new IllegalStateException("The shares do not add up to " + ALL);
  }
}
