/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Processor time of a process and all its descendants, including those that have ended. Available
 * on Linux only; elsewhere it is 0.
 */
public final class ProcessorTime {

  // On every Linux the kernel reports hundredths of a second to user space.
  private static final double TICKS = 100.0;

  // Fields after the command's closing parenthesis: user and system time of the process and of its
  // ended children.
  private static final int FIRST_FIELD = 11;
  private static final int FIELDS = 4;

  // The line of all processors: user, nice, system, idle, iowait, two kinds of interrupts, steal.
  private static final int IDLE_FIELD = 4;
  private static final int WAITING_FIELD = 5;
  private static final int LAST_BUSY_FIELD = 8;

  private ProcessorTime() {}

  /** Seconds that the process has used so far. */
  public static double of(long pid) {
    return ProcessHandle.of(pid)
        .map(
            handle ->
                Stream.concat(Stream.of(handle), handle.descendants())
                    .mapToDouble(one -> seconds(one.pid()))
                    .sum())
        .orElse(0.0);
  }

  /** Seconds that all processors of the machine were busy so far, with any process. */
  public static double ofMachine() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      String[] fields = lines.findFirst().orElse("").split(" +");
      double ticks = 0;
      for (int i = 1; i < fields.length && i <= LAST_BUSY_FIELD; i++) {
        ticks += i == IDLE_FIELD || i == WAITING_FIELD ? 0 : Double.parseDouble(fields[i]);
      }
      return ticks / TICKS;
    } catch (IOException e) {
      return 0;
    }
  }

  private static double seconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = 0;
      for (int i = 0; i < FIELDS; i++) {
        ticks += Long.parseLong(fields[FIRST_FIELD + i]);
      }
      return ticks / TICKS;
    } catch (IOException e) {
      return 0;
    }
  }
}
