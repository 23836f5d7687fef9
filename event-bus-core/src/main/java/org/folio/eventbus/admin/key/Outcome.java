/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

/** What a subscription did with an event, as the receipt records it. */
public enum Outcome {
  /** The handler's effect is committed. */
  APPLIED,
  /** It was received before; nothing was done. */
  DUPLICATE,
  /** It cannot be applied; it is parked, and later events of its key wait behind it. */
  PARKED,
  /** An earlier event of its key is parked; it waits behind that event. */
  BEHIND,
  /** The subscription does not handle its type. */
  SKIPPED,
  /** It was parked, and applied or skipped after its release. */
  RELEASED,
  /** It was parked, and an operator decided that it will never be applied. */
  DISCARDED
}
