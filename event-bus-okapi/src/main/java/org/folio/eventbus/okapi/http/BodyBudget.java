/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.http;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all request bodies that are held. May be used from any thread. */
final class BodyBudget {

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  BodyBudget(long most) {
    this.most = most;
  }

  /** Whether there was room; what was taken has to be given back. */
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
