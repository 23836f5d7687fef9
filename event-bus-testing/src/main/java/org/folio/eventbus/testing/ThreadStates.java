/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The states of a process's threads, as Linux shows them under {@code /proc} (proc(5)). */
final class ThreadStates {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final char STOPPED = 'T';

  private final Path tasks;

  ThreadStates(long pid) {
    tasks = Path.of("/proc", Long.toString(pid), "task");
  }

  /**
   * Waits until every thread has stopped. A signal is delivered some time after it was sent.
   * Without {@code /proc} it does not wait.
   */
  void awaitStopped() {
    Deadline deadline = Deadline.in(LIMIT);
    while (Files.isDirectory(tasks) && !stopped()) {
      if (deadline.passed()) {
        throw new IllegalStateException("Threads of " + tasks + " did not stop within " + LIMIT);
      }
      deadline.pause();
    }
  }

  private boolean stopped() {
    try (Stream<Path> threads = Files.list(tasks)) {
      List<Path> all = threads.toList();
      return all.stream().allMatch(ThreadStates::isStopped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The state follows the name, which is in parentheses and may contain some.
  private static boolean isStopped(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == STOPPED;
    } catch (NoSuchFileException e) {
      // The thread has ended since.
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
