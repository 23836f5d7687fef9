/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** A process identified by its id and start time, because ids are reused. */
record NotedProcess(long pid, Instant start) {

  // The system derives the start from the clock, which may have been set since.
  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  static String line(ProcessHandle handle) {
    return handle.pid() + " " + handle.info().startInstant().orElse(Instant.EPOCH);
  }

  static Stream<NotedProcess> parse(String line) {
    String[] words = line.strip().split(" ");
    return words.length == 2
        ? Stream.of(new NotedProcess(Long.parseLong(words[0]), Instant.parse(words[1])))
        : Stream.empty();
  }

  Optional<ProcessHandle> alive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(this::startedThen)
        .filter(handle -> !zombie());
  }

  private boolean startedThen(ProcessHandle handle) {
    return handle
        .info()
        .startInstant()
        .map(started -> Duration.between(started, start).abs().compareTo(TOLERANCE) < 0)
        .orElse(false);
  }

  // In a container, children of a killed process may never be reaped.
  private boolean zombie() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException e) {
      return false;
    }
  }
}
