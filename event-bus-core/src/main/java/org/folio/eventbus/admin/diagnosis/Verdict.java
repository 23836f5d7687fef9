/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

/** Where an event is, in one word; the evidence stands beside it. */
public enum Verdict {
  /** The module publishes events of this kind, and has never committed this one. */
  NEVER_PUBLISHED,
  /** It is committed and waits in the outbox: for the relay, or for brokers. */
  COMMITTED_NOT_SENT,
  /** Brokers have acknowledged it. */
  SENT,
  /** Its effect is committed. */
  APPLIED,
  /** It came again after it had been applied. */
  DUPLICATE_IGNORED,
  /** The subscription has not come so far. */
  WAITING,
  /** An earlier event of its key is parked or missing, and it waits for that. */
  BEHIND_PARKED,
  /** It cannot be applied, or brokers refuse it; an operator has to remove the cause. */
  PARKED,
  /** The subscription does not handle its type. */
  NOT_SUBSCRIBED,
  /** An operator has given it up, with a reason. */
  SKIPPED,
  /** Later events of its key have arrived and this one has not. */
  GAP_OPEN,
  /** It was dealt with so long ago that the details are not kept any more. */
  EXPIRED,
  /** What is needed to tell was not given: stream, key and sequence, which its producer knows. */
  UNDECIDED
}
