/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

/** The position of an event, in one word; the evidence stands beside it. */
public enum Verdict {
  /** The module publishes events of this kind, and has never committed this one. */
  NEVER_PUBLISHED,
  /** It is committed and waits in the outbox: for the relay, or for brokers. */
  COMMITTED_NOT_SENT,
  /** Brokers have acknowledged it. */
  SENT,
  /** Its effect is committed. */
  APPLIED,
  /** It was delivered again after it had been applied. */
  DUPLICATE_IGNORED,
  /** The subscription has not reached it. */
  WAITING,
  /** It waits because an earlier event of its key is parked or missing. */
  BEHIND_PARKED,
  /** It cannot be applied, or brokers reject it; an operator has to remove the cause. */
  PARKED,
  /** The subscription does not handle its type. */
  NOT_SUBSCRIBED,
  /** An operator has given it up, with a reason. */
  SKIPPED,
  /** Later events of its key have arrived and this one has not. */
  GAP_OPEN,
  /** It was handled so long ago that the details are no longer kept. */
  EXPIRED,
  /** The question lacks stream, key and sequence, which the producer of the event knows. */
  UNDECIDED
}
