/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import java.time.Duration;

/**
 * A token of the system user.
 *
 * @param value secret
 * @param renewAt when a new one should be requested, in nanoseconds of the machine's clock
 * @param endsAt when it expires
 */
record Token(String value, long renewAt, long endsAt) {

  // As mod-pubsub does: a failing login can be retried for as long again.
  private static final int SHARE = 2;

  static Token of(String value, long now, Duration lifetime) {
    return new Token(value, now + lifetime.toNanos() / SHARE, now + lifetime.toNanos());
  }

  boolean isFresh(long now) {
    return now - renewAt < 0;
  }

  boolean isValid(long now) {
    return now - endsAt < 0;
  }

  /** Without the value, which is secret. */
  @Override
  public String toString() {
    return "token";
  }
}
