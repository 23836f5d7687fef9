/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.math.BigDecimal;

/** How a condition compares a patron's situation with a limit. */
@FunctionalInterface
interface BlockFormula {

  /** The actions that the limit blocks, whatever staff want to be blocked. */
  BlockedActions evaluate(PatronSituation situation, BigDecimal limit);
}
