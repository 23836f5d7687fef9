/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/** What a failure of the handler says about its events. */
public enum FailureKind {
  /**
   * Nothing about the events: the installation is in trouble, for example the database is down or a
   * table is missing. The batch is retried until the trouble has passed, and no event is parked.
   */
  OUTAGE,
  /**
   * Perhaps nothing: the failure may pass, for example a deadlock, a timeout, or a 503 response.
   * The batch is retried until the policy's retry budget is used up. Then the batch is split, and
   * an event that still fails alone is parked.
   */
  TRANSIENT,
  /** One of the events cannot be applied. The batch is split at once, and that event is parked. */
  PERMANENT
}
