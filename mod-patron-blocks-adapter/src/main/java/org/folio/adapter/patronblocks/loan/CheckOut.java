/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.time.OffsetDateTime;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The content of a check-out about a loan.
 *
 * @param gracePeriod null if the loan policy has none
 */
record CheckOut(OffsetDateTime dueDate, @Nullable GracePeriod gracePeriod) {

  /** Decides between check-outs with equal stamps. The table's statement has the same order. */
  static final Comparator<CheckOut> TIE =
      Comparator.comparing(CheckOut::dueDate)
          .thenComparing(out -> out.gracePeriod == null ? 0 : out.gracePeriod.duration())
          .thenComparing(out -> out.gracePeriod == null ? "" : out.gracePeriod.interval().id());
}
