/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.expect;

import java.time.Duration;

/** The rows of the derivation table (contract: circulation storage 2.3). */
public enum Rule {
  /** A loan was created. */
  T1(Demand.REQUIRED, 1),
  /** It was created with an item that was already recalled. Waits so that it follows T1. */
  T2(Demand.BY_RULE, 1),
  /** A closed loan changed. */
  T3(Demand.ALLOWED, 1),
  /** The item was checked in. */
  T4(Demand.REQUIRED, 1),
  /** Closed as lost and paid. */
  T5(Demand.REQUIRED, 1),
  /** Closed as lost and paid by the charging timer. */
  T6(Demand.BY_RULE, 0),
  /** Closed because a claimed item is missing. */
  T7(Demand.BY_RULE, 0),
  /** Closed in another way. */
  T8(Demand.BY_RULE, 1),
  /** Declared lost. */
  T9(Demand.REQUIRED, 1),
  /** Aged to lost: the events follow when a page of up to 500 loans is stored. */
  T10(Demand.REQUIRED, 10),
  /** Claimed returned. */
  T11(Demand.REQUIRED, 1),
  /** Renewed. */
  T12(Demand.REQUIRED, 1),
  /** The recall flag changed. */
  T13(Demand.REQUIRED, 1),
  /** The due date changed. */
  T14(Demand.REQUIRED, 1),
  /** No change that an event contains. */
  T15(Demand.ALLOWED, 1),
  /** The loan moved to another patron. */
  T16(Demand.BY_RULE, 0),
  /** A closed loan is open again. */
  T17(Demand.BY_RULE, 1),
  /** An open loan was deleted. */
  T18(Demand.BY_RULE, 0),
  /** All loans were deleted at once. */
  T19(Demand.BY_RULE, 0);

  private final Demand demand;
  private final int patience;

  Rule(Demand demand, int patience) {
    this.demand = demand;
    this.patience = patience;
  }

  Demand demand() {
    return demand;
  }

  /** How long its event is waited for, given the wait of an ordinary one. */
  Duration patience(Duration usual) {
    return usual.multipliedBy(patience);
  }
}
