/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.util.UUID;

/** An open loan and whose it is. */
public record PatronLoan(UUID userId, OpenLoan loan) {}
