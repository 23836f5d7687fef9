/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.folio.eventbus.testing.ChildJvm;

/** The process of a contender. */
public final class ContenderMain {

  static final String STARTED = "BENCH STARTED";
  static final String PROGRESS = "BENCH DONE ";
  static final String OUTCOME = "BENCH OUTCOME ";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long TELL = TimeUnit.SECONDS.toNanos(5);

  private ContenderMain() {}

  /**
   * Runs until every event has had its effect.
   *
   * @param arguments an {@link Assignment} as JSON
   */
  public static void main(String[] arguments) throws Exception {
    ChildJvm.exitWithParent();
    Assignment assignment = JSON.readValue(arguments[0], Assignment.class);
    Contender contender = assignment.kind().make(assignment);
    contender.prepare();
    MemoryWatch memory = new MemoryWatch();
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long processor = system.getProcessCpuTime();
    long begin = System.nanoTime();
    contender.start();
    System.out.println(STARTED);
    long committed = await(contender, assignment, begin);
    Outcome outcome =
        new Outcome(
            seconds(System.nanoTime() - begin),
            committed,
            seconds(system.getProcessCpuTime() - processor),
            memory.peak(),
            memory.live(),
            memory.process());
    System.out.println(OUTCOME + JSON.writeValueAsString(outcome));
    contender.close();
    System.exit(0);
  }

  private static long await(Contender contender, Assignment assignment, long begin)
      throws Exception {
    long told = begin;
    while (true) {
      long done = contender.done();
      if (done >= assignment.expected()) {
        long committed = contender.committed();
        if (committed >= assignment.expected()) {
          return committed;
        }
      }
      long now = System.nanoTime();
      if (now - begin > TimeUnit.SECONDS.toNanos(assignment.limitSeconds())) {
        return contender.committed();
      }
      if (now - told > TELL) {
        System.out.println(PROGRESS + done);
        told = now;
      }
      LockSupport.parkNanos(LOOK);
    }
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
