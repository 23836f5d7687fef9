/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

/** Why an event is parked. */
public enum ParkedState {
  /** It could not be applied. */
  POISON,
  /** An earlier event of its key is parked. */
  BEHIND,
  /** An earlier sequence of its key is missing, and the subscription stops for that. */
  GAP,
  /** The record is not an event that can be read; it belongs to no order. */
  UNREADABLE
}
