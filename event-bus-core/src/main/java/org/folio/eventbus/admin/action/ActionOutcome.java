/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.action;

/** What has come of an action. */
public enum ActionOutcome {
  /** Nothing was changed; a real run would do what is told. */
  DRY_RUN,
  /** It was done. */
  DONE,
  /** It had been done before, or there is nothing of the kind. */
  NOTHING_TO_DO,
  /** It was begun and did not end as it should. */
  FAILED
}
