/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.time;

import java.time.Duration;

/** An action that is repeated until it is cancelled. */
final class Repetition {

  private final Timeline timeline;
  private final Duration interval;
  private final Runnable action;
  private Runnable cancelNext = () -> {};
  private boolean cancelled;

  Repetition(Timeline timeline, Duration interval, Runnable action) {
    this.timeline = timeline;
    this.interval = interval;
    this.action = action;
  }

  Runnable start() {
    next();
    return this::cancel;
  }

  private void next() {
    cancelNext = timeline.after(interval, this::run);
  }

  private void run() {
    if (!cancelled) {
      // First, so that an exception of the action does not end the repetition.
      next();
      action.run();
    }
  }

  private void cancel() {
    cancelled = true;
    cancelNext.run();
  }
}
