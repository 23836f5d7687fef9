/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.blocks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests until the JVM has compiled the code in use. Before that, the compiler takes a
 * third of a machine with two cores, for longer on a slower machine. A module that runs for days
 * does not have this load.
 */
final class WarmUp {

  // Seconds. Caches and connections need a while even on a fast machine.
  private static final int AT_LEAST = 60;

  // Seconds. If compilation has not settled by then, the measurement starts regardless.
  private static final int AT_MOST = 420;

  // Seconds between two checks of the compiler.
  private static final int STEP = 10;

  // The share of one core, and the number of successive checks below it; the compiler pauses
  // between two waves of work.
  private static final double SETTLED = 0.05;
  private static final int IN_A_ROW = 3;

  private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
  private final Visitors visitors;
  private final Library library;
  private final int rate;

  WarmUp(Visitors visitors, Library library, int rate) {
    this.visitors = visitors;
    this.library = library;
    this.rate = rate;
  }

  void run() throws Exception {
    int settled = 0;
    int second = 0;
    while (second <= AT_LEAST || (second < AT_MOST && settled < IN_A_ROW)) {
      long compiled = compiler.getTotalCompilationTime();
      long begun = System.nanoTime();
      visitors.ask(rate, STEP);
      if (second + STEP == AT_LEAST) {
        // New statistics cause new plans; these must not be part of the measurement either.
        library.analyze();
      }
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      double share = (double) (compiler.getTotalCompilationTime() - compiled) / took;
      settled = share > SETTLED ? 0 : settled + 1;
      second += STEP;
      System.err.printf(
          Locale.ROOT,
          "warming up: %d s, the compiler was busy for %.0f %% of the last %.0f s%n",
          second,
          share * 100,
          took / 1_000.0);
    }
  }
}
