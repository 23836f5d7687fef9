/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a patron may not do, and what decided it.
 *
 * @param at the moment that decided what is overdue
 * @param group the one whose limits decided; empty if nothing is open, for then no limit is looked
 *     at
 * @param verdicts one for each limit of the group
 */
record BlockDecision(Instant at, Optional<PatronGroup> group, List<LimitVerdict> verdicts) {

  static BlockDecision nothingOpen(Instant at) {
    return new BlockDecision(at, Optional.empty(), List.of());
  }

  /** One block for each limit that blocks something, in the order of the limits. */
  List<AutomatedBlock> blocks() {
    return verdicts.stream().map(LimitVerdict::block).flatMap(Optional::stream).toList();
  }
}
