/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a path of a module periodically, as Okapi does for the interface {@code _timer} ({@code
 * TimerManager}): the first time after one period, and each time for the tenant.
 */
final class OkapiTimer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OkapiTimer.class);
  private static final String TENANT = "diku";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "okapi-timer");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final URI target;

  /**
   * Begins.
   *
   * @param target the target of the calls, at Okapi
   */
  OkapiTimer(URI target, Duration period) {
    this.target = target;
    clock.scheduleWithFixedDelay(
        this::call, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void call() {
    try {
      client.send(
          HttpRequest.newBuilder(target)
              .timeout(LIMIT)
              .header("X-Okapi-Tenant", TENANT)
              .POST(BodyPublishers.noBody())
              .build(),
          BodyHandlers.discarding());
    } catch (IOException e) {
      LOG.info("{} cannot be called: {}. The timer calls it again.", target, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
