/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

/** Why a condition blocks something, or nothing. */
enum LimitResult {
  /** The limit is reached, and the condition blocks an action for it. */
  BLOCKS,
  /** The limit is reached, but the condition does not block the actions that this would block. */
  CONDITION_ALLOWS,
  /** The limit is not reached. */
  WITHIN_LIMIT,
  /** The patron's group has no limit of this kind. */
  NO_LIMIT,
  /** The patron has no group, so that no limit applies. */
  NO_GROUP,
  /** The patron has nothing open; no limit is looked at then. */
  NOTHING_OPEN,
  /** The patron's group is not known, and so neither is its limit. */
  UNKNOWN
}
