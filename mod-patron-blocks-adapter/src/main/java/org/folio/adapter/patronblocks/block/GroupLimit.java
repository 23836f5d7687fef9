/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * A limit of a patron group together with its condition.
 *
 * @param wanted the actions that staff want to block
 * @param message shown to staff, empty if there is none
 */
record GroupLimit(UUID conditionId, BigDecimal value, BlockedActions wanted, String message) {}
