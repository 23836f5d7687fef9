/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

/**
 * The answers that may be the fault of the system user's token. After the first one for an event
 * the user logs in again and the call is repeated once.
 */
public enum TokenDoubt {
  /** 401 only. */
  UNAUTHORIZED(401, 401, true),

  /**
   * Every 4xx, as mod-pubsub does (contract): some modules and some versions of Okapi answer 400 or
   * 403 to a token that is no longer valid. The repeated call also leaves out the user who caused
   * the event, who may have been removed.
   */
  EVERY_REFUSAL(400, 499, false);

  private final int first;
  private final int last;
  private final boolean keepsUser;

  TokenDoubt(int first, int last, boolean keepsUser) {
    this.first = first;
    this.last = last;
    this.keepsUser = keepsUser;
  }

  boolean concerns(int status) {
    return status >= first && status <= last;
  }

  /** Whether the repeated call names the user who caused the event. */
  boolean keepsUser() {
    return keepsUser;
  }
}
