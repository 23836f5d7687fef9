/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import java.time.Duration;
import org.folio.eventbus.base.time.Timeline;

/** Shows that an event loop is not blocked. */
public final class EventLoopBeat {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  // Nothing may block an event loop; longer than a long pause of the garbage collector.
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private EventLoopBeat() {}

  /**
   * Watches an event loop.
   *
   * @param of the owner of the loop
   */
  public static Mover mover(ProgressWatch watch, String of) {
    return watch.mover(MoverKind.EVENT_LOOP, "The event loop of " + of, LIMIT);
  }

  /**
   * Starts the beat.
   *
   * @return stops the beat
   */
  public static Runnable start(Timeline timeline, Mover mover) {
    beat(mover);
    return timeline.every(INTERVAL, () -> beat(mover));
  }

  private static void beat(Mover mover) {
    mover.moved();
    // All that is known of a loop that does not beat again.
    mover.failed("something blocks it; a thread dump shows what");
  }
}
