/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

/** The actions of operators; the names appear in the operation log. */
public enum Action {
  /** Apply the parked events of a key. */
  RELEASE,
  /** Edit the payload of a parked event and release its key. */
  RETRY,
  /** Set a parked event aside for good. */
  DISCARD,
  /** Give up missing sequences. */
  SKIP,
  /** Read records again into the live tables. */
  REPLAY,
  /** Read records again into a shadow and compare. */
  SHADOW_REPLAY,
  /** Move the read position of a subscription. */
  RESET,
  /** Send events of the journal again. */
  REPUBLISH,
  /** Publish an event that reaches no handler. */
  CANARY,
  /** Show personal data unmasked. */
  REVEAL
}
