/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningProcessesTest {

  @TempDir private Path folder;

  private Process process;

  @BeforeEach
  void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName())
            .start();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void endsWhatIsNoted() throws Exception {
    Path file = noted(NotedProcess.line(process.toHandle()));

    assertThat(new RunningProcesses(file).end()).isTrue();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(file).doesNotExist();
  }

  @Test
  void leavesAnotherProcessAloneThatGotTheNumber() throws IOException {
    Instant earlier = process.info().startInstant().orElseThrow().minus(Duration.ofMinutes(1));
    Path file = noted(process.pid() + " " + earlier);

    assertThat(new RunningProcesses(file).end()).isFalse();

    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void notesThisProcessAndItsChildren() throws IOException {
    Path file = folder.resolve("processes");
    RunningProcesses processes = new RunningProcesses(file);

    processes.note();

    assertThat(processes.sandbox()).contains(ProcessHandle.current());
    assertThat(Files.readAllLines(file)).anyMatch(line -> line.startsWith(process.pid() + " "));
  }

  @Test
  void nothingNotedIsNothingToEnd() {
    assertThat(new RunningProcesses(folder.resolve("processes")).end()).isFalse();
  }

  private Path noted(String line) throws IOException {
    return Files.write(folder.resolve("processes"), List.of(line));
  }

  /** Runs until it is ended. */
  static final class Endless {

    private Endless() {}

    public static void main(String[] arguments) throws IOException {
      System.in.read();
    }
  }
}
