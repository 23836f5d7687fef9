/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.time.OffsetDateTime;

/**
 * What a change of due date says about a loan.
 *
 * @param recall true if a recall ever shortened the loan
 */
record DueDate(OffsetDateTime value, boolean recall) {}
