/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * The machine of a run.
 *
 * @param cores processors that the JVM sees
 * @param memory MiB
 * @param system name and version of the kernel
 * @param java version and vendor of the JDK
 * @param kafka version of the clients and the broker
 * @param postgres version of the database
 */
public record Machine(
    int cores, long memory, String system, String java, String kafka, String postgres) {

  private static final long MEBI = 1024L * 1024L;

  /** This machine. */
  public static Machine here(String postgres) {
    var bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        bean.getTotalMemorySize() / MEBI,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
        AppInfoParser.getVersion(),
        postgres);
  }

  /** Describes the machine in one line. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s cores, %,d MiB, %s, JDK %s, Kafka %s, PostgreSQL %s",
        cores,
        memory,
        system,
        java,
        kafka,
        postgres);
  }
}
