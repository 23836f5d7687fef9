/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

/** What happens to a key when a sequence is missing for longer than the hold time. */
public enum OnGap {
  /**
   * Later events are applied, and the gap stays open until the missing ones arrive; they are
   * applied then. For projections that give the same result in every order of arrival.
   */
  APPLY,
  /**
   * Later events of the key are parked and flow again by themselves, in order, when the missing
   * ones have arrived. For effects that must not happen out of order.
   */
  STOP
}
