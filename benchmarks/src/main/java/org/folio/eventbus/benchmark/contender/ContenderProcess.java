/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.folio.eventbus.benchmark.measure.ProcessorTime;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.jspecify.annotations.Nullable;

/** Runs a contender in a process of its own. */
public final class ContenderProcess implements AutoCloseable {

  /** The heap of every contender; FOLIO's descriptors give a module about the same. */
  public static final String HEAP = "-Xmx256m";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration END_LIMIT = Duration.ofMinutes(1);

  private static final int MOST_LINES = 5;

  private final ChildJvm child;
  private final Assignment assignment;
  private final Listener listener;

  private ContenderProcess(ChildJvm child, Assignment assignment, Listener listener) {
    this.child = child;
    this.assignment = assignment;
    this.listener = listener;
  }

  /**
   * Starts a contender and returns when it consumes.
   *
   * @param progress receives the number of handled events every few seconds
   * @param recording the file for a recording of Java Flight Recorder, or null
   */
  public static ContenderProcess start(
      Assignment assignment, Consumer<String> progress, @Nullable Path recording) {
    Listener listener = new Listener(progress);
    ChildJvmBuilder builder =
        ChildJvm.mainClass(ContenderMain.class.getName())
            .argument(json(assignment))
            .jvmOption(HEAP)
            .systemProperty("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager")
            .output(listener);
    assignment.jvmOptions().forEach(builder::jvmOption);
    if (recording != null) {
      builder.jvmOption(
          "-XX:StartFlightRecording:dumponexit=true,settings=profile,filename=" + recording);
    }
    ContenderProcess process = new ContenderProcess(builder.start(), assignment, listener);
    try {
      process.child.awaitLine(ContenderMain.STARTED::equals, START_LIMIT);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
    return process;
  }

  // The contender logs each parked event; a few lines are enough to show the condition.
  private static final class Listener implements Consumer<String> {
    private final Consumer<String> progress;
    private volatile long done;
    private int said;

    Listener(Consumer<String> progress) {
      this.progress = progress;
    }

    @Override
    public void accept(String line) {
      if (line.startsWith(ContenderMain.PROGRESS)) {
        String events = line.substring(ContenderMain.PROGRESS.length());
        done = Long.parseLong(events);
        progress.accept(events + " events");
      } else if (!line.startsWith("BENCH ") && said < MOST_LINES) {
        said++;
        progress.accept(line);
      }
    }
  }

  /** Number of handled events as of a few seconds ago. */
  public long done() {
    return listener.done;
  }

  /** Processor time that it has used so far, in seconds. */
  public double processorSeconds() {
    return ProcessorTime.of(child.pid());
  }

  /** Waits for the end of the work and then of the process. */
  public Outcome await() {
    String line =
        child.awaitLine(
            text -> text.startsWith(ContenderMain.OUTCOME),
            Duration.ofSeconds(assignment.limitSeconds()).plus(END_LIMIT));
    if (child.awaitExit(END_LIMIT).isEmpty()) {
      child.kill();
    }
    try {
      return JSON.readValue(line.substring(ContenderMain.OUTCOME.length()), Outcome.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A contender's outcome cannot be read: " + line, e);
    }
  }

  @Override
  public void close() {
    child.close();
  }

  private static String json(Assignment assignment) {
    try {
      return JSON.writeValueAsString(assignment);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
