/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/** What the failure of a handler says about the events that it was given. */
public enum FailureKind {
  /**
   * Nothing: the installation is in trouble, for example the database is away or a table is
   * missing. The batch is repeated until the trouble has passed, and nothing is parked for it.
   */
  OUTAGE,
  /**
   * Perhaps nothing: it may pass, for example a deadlock, a time-out, or an answer of 503. The
   * batch is repeated for as long as the policy's retry budget lasts. After that it is split, and
   * an event that still fails on its own is parked.
   */
  TRANSIENT,
  /** That one of them cannot be applied. The batch is split at once, and that event is parked. */
  PERMANENT
}
