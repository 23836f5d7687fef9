/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The result of one limit.
 *
 * @param counted the patron's value
 * @param reached the actions that the limit blocks, regardless of the condition's settings
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
