/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.testing.RawHttp;

/**
 * Requests a module's health ten times a second until the latch opens, and returns the largest
 * latency.
 */
record HealthProbe(int port, CountDownLatch over) implements Callable<Duration> {

  /**
   * The limit of a platform: the probes of {@code deploy/kubernetes} time out after 5 s. On an idle
   * machine {@code -Dhealth.millis=1000} sets a stricter limit.
   */
  static final Duration LIMIT = Duration.ofMillis(Long.getLong("health.millis", 5_000));

  private static final String HEALTH = RawHttp.head("GET /admin/health HTTP/1.1", List.of());
  private static final int MILLIS_BETWEEN = 100;

  @Override
  public Duration call() throws InterruptedException {
    Duration slowest = Duration.ZERO;
    do {
      long begin = System.nanoTime();
      try (RawHttp connection = new RawHttp(port, LIMIT)) {
        assertThat(connection.send(HEALTH).answer()).startsWith("HTTP/1.1 200 ");
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    } while (!over.await(MILLIS_BETWEEN, TimeUnit.MILLISECONDS));
    return slowest;
  }
}
