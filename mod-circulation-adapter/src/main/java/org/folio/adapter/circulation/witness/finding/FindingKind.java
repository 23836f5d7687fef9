/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.witness.finding;

import org.folio.eventbus.base.log.LogCode;

/** What the witness has found. */
public enum FindingKind {
  /** A loan changed, and the event that mod-circulation publishes then did not come. */
  NEVER_PUBLISHED(LogCode.EVENT_NEVER_PUBLISHED),
  /** A loan changed in a way for which mod-circulation publishes no event, and one is needed. */
  DERIVED_BY_RULE(LogCode.EVENT_DERIVED_BY_RULE),
  /** An event was published, and the loan did not change. */
  PHANTOM(LogCode.EVENT_PHANTOM),
  /** An event was published, the loan did change, and storage's record of it never came. */
  RECORD_LOST(LogCode.LOAN_RECORD_LOST),
  /** What happened cannot be told. */
  AMBIGUOUS(LogCode.LOAN_CHANGE_AMBIGUOUS);

  private final LogCode code;

  FindingKind(LogCode code) {
    this.code = code;
  }

  public LogCode code() {
    return code;
  }
}
