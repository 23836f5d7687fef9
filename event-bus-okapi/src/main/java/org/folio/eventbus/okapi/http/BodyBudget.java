/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all request bodies in memory. Safe for use by several threads. */
final class BodyBudget {

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  BodyBudget(long most) {
    this.most = most;
  }

  /** Whether there was room; reserved bytes must be released. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= most) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }
}
