/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The loans of one patron as far as the generator has come. */
final class PatronHistory {

  // Nobody carries more home; it also keeps summaries at a size a library knows.
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

  /** What can happen in place of the wish, given the loans there are. */
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
