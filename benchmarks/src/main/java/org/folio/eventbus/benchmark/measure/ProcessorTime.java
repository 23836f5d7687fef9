/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Processor time of a process and all processes below it, also of those that have ended. Known on
 * Linux only; elsewhere it is 0.
 */
public final class ProcessorTime {

  // The kernel counts in hundredths of a second for user space, on every Linux.
  private static final double TICKS = 100.0;

  // Fields after the command's closing parenthesis: user and system time, of the process and of
  // its children that have ended.
  private static final int FIRST_FIELD = 11;
  private static final int FIELDS = 4;

  // Of the line of all processors: user, nice, system, idle, waiting for disks, two kinds of
  // interrupts, taken by other virtual machines.
  private static final int IDLE_FIELD = 4;
  private static final int WAITING_FIELD = 5;
  private static final int LAST_BUSY_FIELD = 8;

  private ProcessorTime() {}

  /** Seconds until now. */
  public static double of(long pid) {
    return ProcessHandle.of(pid)
        .map(
            handle ->
                Stream.concat(Stream.of(handle), handle.descendants())
                    .mapToDouble(one -> seconds(one.pid()))
                    .sum())
        .orElse(0.0);
  }

  /** Seconds that all processors of the machine were busy until now, with whatever. */
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
