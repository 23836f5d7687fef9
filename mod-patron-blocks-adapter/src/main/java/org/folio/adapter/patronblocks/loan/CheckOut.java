/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a check-out says about a loan.
 *
 * @param gracePeriod null if the loan policy has none
 */
record CheckOut(OffsetDateTime dueDate, @Nullable GracePeriod gracePeriod) {}
