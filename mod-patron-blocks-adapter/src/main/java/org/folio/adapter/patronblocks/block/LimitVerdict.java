/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What comes of one limit.
 *
 * @param counted what the patron has of it
 * @param reached the actions that the limit blocks, whatever staff want to be blocked
 */
record LimitVerdict(GroupLimit limit, BigDecimal counted, BlockedActions reached) {

  /** The actions that are blocked. */
  BlockedActions blocked() {
    return reached.and(limit.wanted());
  }

  /** The block; empty if nothing is blocked. */
  Optional<AutomatedBlock> block() {
    return Optional.of(blocked())
        .filter(BlockedActions::any)
        .map(actions -> new AutomatedBlock(limit.conditionId(), actions, limit.message()));
  }
}
