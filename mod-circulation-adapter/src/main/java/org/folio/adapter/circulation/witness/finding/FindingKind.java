/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.finding;

import org.folio.eventbus.base.log.LogCode;

/** The kind of a finding. */
public enum FindingKind {
  /** A loan changed, and the event that mod-circulation publishes for it did not arrive. */
  NEVER_PUBLISHED(LogCode.EVENT_NEVER_PUBLISHED),
  /**
   * A loan changed in a way for which mod-circulation publishes no event, although one is needed.
   */
  DERIVED_BY_RULE(LogCode.EVENT_DERIVED_BY_RULE),
  /** An event was published, and the loan did not change. */
  PHANTOM(LogCode.EVENT_PHANTOM),
  /**
   * An event was published and the loan changed, but storage's record of the change never arrived.
   */
  RECORD_LOST(LogCode.LOAN_RECORD_LOST),
  /** The change is ambiguous. */
  AMBIGUOUS(LogCode.LOAN_CHANGE_AMBIGUOUS);

  private final LogCode code;

  FindingKind(LogCode code) {
    this.code = code;
  }

  public LogCode code() {
    return code;
  }
}
