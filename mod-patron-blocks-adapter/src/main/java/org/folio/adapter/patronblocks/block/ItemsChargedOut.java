/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import java.math.BigDecimal;

/**
 * Maximum number of items charged out (contract: mod-patron-blocks 2.7). A patron who has reached
 * the limit cannot borrow one more, but may renew and request until it is exceeded.
 */
final class ItemsChargedOut implements BlockFormula {

  @Override
  public BigDecimal counted(PatronSituation situation) {
    return BigDecimal.valueOf(situation.loans().size());
  }

  @Override
  public BlockedActions reached(BigDecimal counted, BigDecimal limit) {
    int comparison = counted.compareTo(limit);
    boolean reached = comparison >= 0;
    boolean exceeded = comparison > 0;
    return new BlockedActions(reached, exceeded, exceeded);
  }
}
