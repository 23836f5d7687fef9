/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

/** What operators do; the names stand in the operation log. */
public enum Action {
  /** Apply the parked events of a key. */
  RELEASE,
  /** Mend the payload of a parked event and release its key. */
  RETRY,
  /** Set a parked event aside for good. */
  DISCARD,
  /** Give missing sequences up. */
  SKIP,
  /** Read records again into the live tables. */
  REPLAY,
  /** Read records again into a shadow and compare. */
  SHADOW_REPLAY,
  /** Move where a subscription reads. */
  RESET,
  /** Send events of the journal again. */
  REPUBLISH,
  /** Publish an event that handlers never see. */
  CANARY,
  /** Show personal data unmasked. */
  REVEAL
}
