/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A patron's blocks, and their basis.
 *
 * @param at the time for which overdue loans were determined
 * @param group the group with the limits; empty if nothing is open, because no limit is checked
 *     then
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
