/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first process of a PostgreSQL server and its child processes. */
final class Postmaster {

  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final String PID_FILE = "postmaster.pid";

  private final ProcessHandle handle;

  Postmaster(ProcessHandle handle) {
    this.handle = handle;
  }

  /**
   * Kills a server that still runs on this data after its JVM was killed. The caller makes sure
   * that no other JVM is using the data.
   */
  static void endLeftover(Path data) throws IOException {
    Path file = data.resolve(PID_FILE);
    if (!Files.exists(file)) {
      return;
    }
    leftover(Files.readAllLines(file), data).ifPresent(Postmaster::kill);
    // Its process id may belong to another process by now, which would prevent PostgreSQL from
    // starting.
    Files.deleteIfExists(file);
  }

  private static Optional<Postmaster> leftover(List<String> file, Path data) {
    if (file.isEmpty() || !file.get(0).strip().matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(file.get(0).strip()))
        .filter(process -> runsOn(process, data))
        .map(Postmaster::new);
  }

  private static boolean runsOn(ProcessHandle process, Path data) {
    // Does not compare program names, which are hidden from the root of a container.
    return process
        .info()
        .arguments()
        .filter(arguments -> List.of(arguments).contains(data.toString()))
        .isPresent();
  }

  /** Ends all processes with SIGKILL; the shared memory is free when they are gone. */
  void kill() {
    List<ProcessHandle> all = new ArrayList<>(handle.descendants().toList());
    all.add(0, handle);
    all.forEach(ProcessHandle::destroyForcibly);
    Deadline deadline = Deadline.in(KILL_LIMIT);
    while (all.stream().anyMatch(Postmaster::lives)) {
      if (deadline.passed()) {
        throw new IllegalStateException(
            "PostgreSQL process %s could not be killed".formatted(handle.pid()));
      }
      deadline.pause();
    }
  }

  // Dead children of a dead parent count as alive until they are reaped, which in a container may
  // never happen.
  private static boolean lives(ProcessHandle process) {
    return process.isAlive() && !isZombie(process);
  }

  private static boolean isZombie(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException e) {
      return false;
    }
  }
}
