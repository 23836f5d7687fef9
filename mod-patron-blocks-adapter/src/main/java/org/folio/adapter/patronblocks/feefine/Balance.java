/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.feefine;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The remaining amount according to one event.
 *
 * @param amount in the tenant's currency; 0 if the account is closed or deleted
 * @param loanId the account's present loan, or null
 */
record Balance(BigDecimal amount, @Nullable UUID loanId) {

  /** Decides between balances with equal stamps. The table's statement has the same order. */
  static final Comparator<Balance> TIE =
      Comparator.comparing(Balance::amount)
          .thenComparing(balance -> balance.loanId == null ? "" : balance.loanId.toString());
}
