/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

/** The reason of a condition's result. */
enum LimitResult {
  /** The limit is reached, and the condition blocks an action for it. */
  BLOCKS,
  /** The limit is reached, but the condition does not block the affected actions. */
  CONDITION_ALLOWS,
  /** The limit is not reached. */
  WITHIN_LIMIT,
  /** The patron's group has no limit of this kind. */
  NO_LIMIT,
  /** The patron has no group, so no limit applies. */
  NO_GROUP,
  /** The patron has nothing open; no limit is checked then. */
  NOTHING_OPEN,
  /** The patron's group is not known, and so its limit is not either. */
  UNKNOWN
}
