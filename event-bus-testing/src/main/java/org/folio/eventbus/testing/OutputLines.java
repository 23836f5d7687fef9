/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The last lines of a process's output, for threads that wait for one of them. */
final class OutputLines {

  private static final int KEPT = 5_000;

  private final Deque<String> lines = new ArrayDeque<>();
  private long printed;
  private boolean ended;

  synchronized void add(String line) {
    lines.addLast(line);
    printed++;
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
    notifyAll();
  }

  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The first matching line, or nothing if the limit is over or the output has ended. */
  synchronized Optional<String> await(Predicate<String> wanted, Duration limit)
      throws InterruptedException {
    Deadline deadline = Deadline.in(limit);
    long seen = 0;
    while (true) {
      Optional<String> found =
          lines.stream()
              .skip(Math.max(0, seen - (printed - lines.size())))
              .filter(wanted)
              .findFirst();
      if (found.isPresent() || ended || deadline.passed()) {
        return found;
      }
      seen = printed;
      TimeUnit.NANOSECONDS.timedWait(this, deadline.remainingNanos());
    }
  }

  synchronized String last(int count) {
    return String.join("\n", lines.stream().skip(Math.max(0, lines.size() - count)).toList());
  }
}
