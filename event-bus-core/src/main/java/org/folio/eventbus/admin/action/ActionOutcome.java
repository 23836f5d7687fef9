/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

/** The outcome of an action. */
public enum ActionOutcome {
  /** Nothing was changed; a real run would do what the explanation says. */
  DRY_RUN,
  /** It was done. */
  DONE,
  /** It was done before, or there is nothing to act on. */
  NOTHING_TO_DO,
  /** It was started and did not complete. */
  FAILED
}
