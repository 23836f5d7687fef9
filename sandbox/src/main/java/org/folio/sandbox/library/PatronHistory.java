/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The loans of one patron during the generation. */
final class PatronHistory {

  // No patron carries more home; it also keeps summaries at a realistic size.
  private static final int MOST_LOANS = 30;

  private final UUID patron;
  private final List<UUID> open = new ArrayList<>();
  private final List<UUID> closed = new ArrayList<>();

  PatronHistory(UUID patron) {
    this.patron = patron;
  }

  UUID patron() {
    return patron;
  }

  /** The possible alternatives to the wish, given the present loans. */
  EventMix possible(EventMix wish) {
    if (wish == EventMix.CHECK_OUT && open.size() >= MOST_LOANS) {
      return EventMix.CHECK_IN;
    }
    if (wish == EventMix.LATE_CORRECTION) {
      return closed.isEmpty() ? EventMix.CHECK_OUT : wish;
    }
    return open.isEmpty() ? EventMix.CHECK_OUT : wish;
  }

  UUID opened(UUID loan) {
    open.add(loan);
    return loan;
  }

  UUID anyOpen(Random random) {
    return open.get(random.nextInt(open.size()));
  }

  UUID anyClosed(Random random) {
    return closed.get(random.nextInt(closed.size()));
  }

  UUID closeAny(Random random) {
    UUID loan = open.remove(random.nextInt(open.size()));
    closed.add(loan);
    return loan;
  }
}
