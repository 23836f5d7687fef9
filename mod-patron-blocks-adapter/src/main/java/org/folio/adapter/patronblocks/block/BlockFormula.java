/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.math.BigDecimal;

/** How a condition compares a patron's situation with a limit. */
interface BlockFormula {

  /** The value compared with a limit: a number of loans or of days, or an amount of money. */
  BigDecimal counted(PatronSituation situation);

  /** The actions that the limit blocks, regardless of the condition's settings. */
  BlockedActions reached(BigDecimal counted, BigDecimal limit);
}
