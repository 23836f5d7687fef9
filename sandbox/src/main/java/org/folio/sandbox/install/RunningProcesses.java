/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file with the processes of an installation, so that processes left by a killed sandbox can be
 * ended. The first one is the sandbox itself.
 */
public final class RunningProcesses {

  private static final Duration POLITE = Duration.ofSeconds(20);
  private static final Duration FORCED = Duration.ofSeconds(5);

  private final Path file;

  RunningProcesses(Path file) {
    this.file = file;
  }

  /** Records this process and all that it has started. */
  public synchronized void note() {
    ProcessHandle self = ProcessHandle.current();
    List<String> lines =
        Stream.concat(Stream.of(self), self.children()).map(NotedProcess::line).toList();
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Clears the file, because they have ended. */
  public synchronized void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sandbox that uses the workspace. */
  public Optional<ProcessHandle> sandbox() {
    return noted().stream().findFirst().flatMap(NotedProcess::alive);
  }

  /**
   * Ends all running processes, the sandbox first, which then ends the others itself.
   *
   * @return whether anything was running
   */
  public boolean end() {
    List<NotedProcess> running =
        noted().stream().filter(process -> process.alive().isPresent()).toList();
    sandboxOf(running).ifPresent(RunningProcesses::end);
    // At the same time, because PostgreSQL waits for its clients.
    running.forEach(process -> process.alive().ifPresent(ProcessHandle::destroy));
    running.forEach(RunningProcesses::end);
    forget();
    return !running.isEmpty();
  }

  private Optional<NotedProcess> sandboxOf(List<NotedProcess> running) {
    return noted().stream().findFirst().filter(running::contains);
  }

  private static void end(NotedProcess process) {
    process.alive().ifPresent(ProcessHandle::destroy);
    if (!gone(process, POLITE)) {
      process.alive().ifPresent(ProcessHandle::destroyForcibly);
      if (!gone(process, FORCED)) {
        throw new SandboxException("Process %s cannot be ended.".formatted(process.pid()));
      }
    }
  }

  private static boolean gone(NotedProcess process, Duration limit) {
    try {
      Await.until("the end of a process", limit, () -> process.alive().isEmpty());
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private List<NotedProcess> noted() {
    try {
      return Files.readAllLines(file).stream().flatMap(NotedProcess::parse).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
