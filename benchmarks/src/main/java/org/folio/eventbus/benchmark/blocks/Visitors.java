/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.blocks;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests blocks at a steady rate that does not depend on the answers. The latency of an answer
 * counts from the time at which its request was due.
 */
final class Visitors {

  private static final int CONNECTIONS = 64;
  private static final long SEED = 11;
  private static final double NANOS_OF_A_MILLI = 1e6;
  private static final long DRAIN = 60;

  private final Context loop;
  private final WebClient client;
  private final int port;
  private final String okapi;
  private final int patrons;
  private final Random random = new Random(SEED);
  private final AtomicLong wrong = new AtomicLong();

  Visitors(Vertx vertx, int port, String okapi, int patrons) {
    this.loop = vertx.getOrCreateContext();
    this.port = port;
    this.okapi = okapi;
    this.patrons = patrons;
    this.client =
        WebClient.create(
            vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /** Number of answers without the blocks of a patron who has some. */
  long wrong() {
    return wrong.get();
  }

  /**
   * Latency of each answer in milliseconds. The calling thread itself waits until each request is
   * due, because timers of an event loop have a resolution of only a millisecond.
   */
  double[] ask(int rate, int seconds) throws Exception {
    int number = rate * seconds;
    double[] millis = new double[number];
    AtomicInteger answered = new AtomicInteger();
    CompletableFuture<Void> all = new CompletableFuture<>();
    long start = System.nanoTime();
    for (int i = 0; i < number; i++) {
      int index = i;
      long due = start + TimeUnit.SECONDS.toNanos(index) / rate;
      awaitMoment(due);
      loop.runOnContext(
          now ->
              ask()
                  .onComplete(
                      answer -> {
                        millis[index] = (System.nanoTime() - due) / NANOS_OF_A_MILLI;
                        if (answer.failed() || !isRight(answer.result())) {
                          wrong.incrementAndGet();
                        }
                        if (answered.incrementAndGet() == number) {
                          all.complete(null);
                        }
                      }));
    }
    all.get(DRAIN, TimeUnit.SECONDS);
    return Arrays.copyOf(millis, number);
  }

  private Future<HttpResponse<Buffer>> ask() {
    return client
        .get(port, "localhost", "/automated-patron-blocks/" + patron())
        .putHeader("X-Okapi-Tenant", "diku")
        .putHeader("X-Okapi-Url", okapi)
        .send();
  }

  private static void awaitMoment(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private String patron() {
    return Patrons.id(random.nextInt(patrons)).toString();
  }

  private static boolean isRight(HttpResponse<?> answer) {
    return answer.statusCode() == 200
        && answer.bodyAsString().contains("Limit reached")
        && answer.getHeader("X-Event-Bus-Freshness") != null;
  }
}
