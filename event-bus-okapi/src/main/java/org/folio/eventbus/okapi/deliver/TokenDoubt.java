/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import java.util.Set;

/**
 * The answers that may be the fault of the system user's token. After the first one for an event
 * the user logs in again and the call is repeated once.
 */
public enum TokenDoubt {
  /** 401 only. */
  UNAUTHORIZED(Set.of(401), true),

  /**
   * Refusals of the request, as at mod-pubsub (contract): some modules and some versions of Okapi
   * answer 400, 403 or 422 to a token that is no longer valid. 404 and 429 say nothing about it:
   * with each probe of a receiver that is away, the user would log in again. The repeated call also
   * leaves out the user who caused the event, who may have been removed.
   */
  REFUSALS(Set.of(400, 401, 403, 422), false);

  private final Set<Integer> statuses;
  private final boolean keepsUser;

  TokenDoubt(Set<Integer> statuses, boolean keepsUser) {
    this.statuses = statuses;
    this.keepsUser = keepsUser;
  }

  boolean concerns(int status) {
    return statuses.contains(status);
  }

  /** Whether the repeated call names the user who caused the event. */
  boolean keepsUser() {
    return keepsUser;
  }
}
