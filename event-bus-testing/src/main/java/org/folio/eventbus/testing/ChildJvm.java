/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM that this JVM starts, for tests that kill it or for the sandbox.
 *
 * <p>It runs on the same JDK unless an option names another one. Its standard input stays open as
 * long as this JVM lives. So a child that calls {@link #exitWithParent()} ends even when this JVM
 * is killed; other children are ended when this JVM exits normally. Safe for use by several
 * threads.
 */
public final class ChildJvm implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChildJvm.class);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
  private static final int PARENT_IS_GONE = 75;
  private static final int LINES_TOLD = 40;
  private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> LIVE.forEach(Process::destroyForcibly), "kill child JVMs"));
  }

  private final Process process;
  private final OutputLines lines = new OutputLines();

  private ChildJvm(Process process) {
    this.process = process;
  }

  /** Options of a child that runs this class, on the class path of this JVM. */
  public static ChildJvmBuilder mainClass(String name) {
    return new ChildJvmBuilder(
        "-cp", System.getProperty("java.class.path"), Objects.requireNonNull(name));
  }

  /** Options of a child that runs this jar, with its own class path. */
  public static ChildJvmBuilder jar(Path file) {
    return new ChildJvmBuilder("-jar", file.toAbsolutePath().toString());
  }

  /**
   * For the main method of a child: ends the child as soon as its parent is gone. This class must
   * have started the child, and no other code may read its standard input.
   */
  public static void exitWithParent() {
    Thread watch = new Thread(ChildJvm::exitAtEndOfInput, "watch parent");
    watch.setDaemon(true);
    watch.start();
  }

  /**
   * Like {@link #exitWithParent()}, and passes on the lines that the parent sends with {@link
   * #say}.
   *
   * @param listener receives each line, on one thread; its exceptions are logged
   */
  public static void exitWithParent(Consumer<String> listener) {
    Thread watch = new Thread(() -> listenUntilEndOfInput(listener), "listen to parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static void exitAtEndOfInput() {
    listenUntilEndOfInput(line -> {});
  }

  private static void listenUntilEndOfInput(Consumer<String> listener) {
    try {
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String line;
      while ((line = input.readLine()) != null) {
        hear(listener, line);
      }
    } catch (IOException e) {
      LOG.debug("Standard input broke off", e);
    }
    System.exit(PARENT_IS_GONE);
  }

  private static void hear(Consumer<String> listener, String line) {
    try {
      listener.accept(line);
    } catch (RuntimeException e) {
      LOG.warn("The parent's command failed: {}", line, e);
    }
  }

  static ChildJvm started(Process process, Consumer<String> output, Writer log) {
    ChildJvm child = new ChildJvm(process);
    endWithParent(process);
    Thread pump = new Thread(() -> child.pump(output, log), "output of " + process.pid());
    pump.setDaemon(true);
    pump.start();
    return child;
  }

  /** Kills a process that is alive when this JVM exits. */
  static void endWithParent(Process process) {
    LIVE.add(process);
    process.onExit().thenRun(() -> LIVE.remove(process));
  }

  private void pump(Consumer<String> output, Writer log) {
    try (log;
        BufferedReader reader = process.inputReader()) {
      String line;
      while ((line = reader.readLine()) != null) {
        lines.add(line);
        log.write(line);
        log.write(System.lineSeparator());
        log.flush();
        tell(output, line);
      }
    } catch (IOException e) {
      LOG.debug("Output of process {} broke off", pid(), e);
    } finally {
      lines.end();
    }
  }

  // The child would hang on a full pipe if an exception of the listener ended the pump.
  private void tell(Consumer<String> output, String line) {
    try {
      output.accept(line);
    } catch (RuntimeException e) {
      LOG.warn("The listener to process {} failed on: {}", pid(), line, e);
    }
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process has not ended yet. */
  public boolean alive() {
    return process.isAlive();
  }

  /** The exit code, or empty while the process is alive. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Waits for the end of the process.
   *
   * @return the exit code, or empty if the process is still alive at the end of the limit
   * @throws IllegalStateException if the waiting thread is interrupted
   */
  public OptionalInt awaitExit(Duration limit) {
    try {
      process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
      return exitCode();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Waits until the child prints a line, to standard output or standard error. Lines printed before
   * this call count, up to the last 5000.
   *
   * @param wanted matches the line; called on the waiting thread, possibly never
   * @return the line
   * @throws IllegalStateException if the child ends or the limit passes without such a line, with
   *     the last lines in its message, or if the waiting thread is interrupted
   */
  public String awaitLine(Predicate<String> wanted, Duration limit) {
    try {
      return lines
          .await(wanted, limit)
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "Process %s did not print the line waited for within %s (alive: %s). Its last lines:%n%s"
                          .formatted(pid(), limit, alive(), lines.last(LINES_TOLD))));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Sends a line to the standard input of the child; see {@link #exitWithParent(Consumer)}.
   *
   * @throws UncheckedIOException if the child has ended
   */
  public synchronized void say(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Freezes the process with SIGSTOP: its connections stay, and it does nothing. It can still be
   * killed. Needs a POSIX shell. On Linux, returns when every thread has stopped.
   *
   * @throws IllegalStateException if the process has ended or the signal could not be sent
   */
  public void freeze() {
    signal("STOP");
    new ThreadStates(pid()).awaitStopped();
  }

  /**
   * Resumes a frozen process with SIGCONT.
   *
   * @throws IllegalStateException if the process has ended or the signal could not be sent
   */
  public void thaw() {
    signal("CONT");
  }

  // Uses the shell, because not every system has a program named kill.
  private void signal(String name) {
    try {
      int code = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "Process %s did not get the signal %s".formatted(pid(), name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Ends the process at once, with SIGKILL where signals exist, and waits for its end.
   *
   * @throws IllegalStateException if it is still there after 10 s
   */
  public void kill() {
    signals().destroyForcibly();
    if (awaitExit(KILL_LIMIT).isEmpty()) {
      throw new IllegalStateException("Process %s could not be killed".formatted(pid()));
    }
  }

  /**
   * Asks the process to end, with SIGTERM where signals exist.
   *
   * @param limit how long to wait for its end
   * @return whether it has ended; if not, it continues to run
   */
  public boolean terminate(Duration limit) {
    signals().destroy();
    return awaitExit(limit).isPresent();
  }

  /** Asks the process to end, and kills it if it has not done so after 10 s. */
  @Override
  public void close() {
    if (!terminate(CLOSE_LIMIT)) {
      kill();
    }
  }

  // Process itself would also close the pipes and lose the last output of the child.
  private ProcessHandle signals() {
    return process.toHandle();
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while waiting for a process", e);
  }
}
