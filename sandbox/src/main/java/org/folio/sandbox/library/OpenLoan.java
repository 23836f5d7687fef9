/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.library;

import java.time.Instant;

/** A patron's summary of one loan that is not closed. */
public record OpenLoan(Instant dueDate, boolean recall, boolean lost, boolean claimedReturned) {

  OpenLoan withDueDate(Instant newDueDate, boolean byRecall) {
    return new OpenLoan(newDueDate, byRecall, byRecall && lost, claimedReturned);
  }

  OpenLoan declaredLost() {
    return new OpenLoan(dueDate, recall, true, false);
  }

  OpenLoan declaredReturned() {
    return new OpenLoan(dueDate, recall, false, true);
  }
}
