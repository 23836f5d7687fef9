/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

/** Why an event is parked. The parked event's cause says more, in a sentence. */
public enum ParkedState {
  /** It could not be applied. */
  POISON,
  /** An earlier event of its key is parked. */
  BEHIND,
  /** An earlier sequence of its key is missing, and the subscription stops at gaps. */
  GAP,
  /** The record cannot be read as an event; it has no place in any order. */
  UNREADABLE
}
