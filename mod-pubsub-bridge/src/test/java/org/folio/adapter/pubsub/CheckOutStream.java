/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.folio.eventbus.testing.ModuleUnderTest;

/**
 * Check-outs that several writers publish at the bridge at a given rate. An event without an answer
 * is published again under its id, so each patron's events are accepted in their order.
 */
final class CheckOutStream implements AutoCloseable {

  static final String TYPE = "ITEM_CHECKED_OUT";
  static final int A_SECOND = 100;

  private static final int WRITERS = 4;
  private static final int PATRONS_OF_A_WRITER = 5;
  private static final Duration PAUSE =
      Duration.ofSeconds(1).multipliedBy(WRITERS).dividedBy(A_SECOND);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofMillis(50);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI target;
  private final String publisher;
  private final Map<UUID, List<UUID>> accepted = new ConcurrentHashMap<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> writers = new ArrayList<>();

  CheckOutStream(int port, String publisher) {
    this.target = URI.create("http://127.0.0.1:" + port + "/pubsub/publish?");
    this.publisher = publisher;
    for (int i = 0; i < WRITERS; i++) {
      Thread writer = new Thread(this::write, "writer " + i);
      writers.add(writer);
      writer.start();
    }
  }

  private void write() {
    List<UUID> patrons = new ArrayList<>();
    for (int i = 0; i < PATRONS_OF_A_WRITER; i++) {
      patrons.add(UUID.randomUUID());
      accepted.put(patrons.get(i), new ArrayList<>());
    }
    long begin = System.nanoTime();
    for (int number = 0; !ended(begin + number * PAUSE.toNanos()); number++) {
      UUID patron = patrons.get(number % PATRONS_OF_A_WRITER);
      UUID id = UUID.randomUUID();
      String body =
          RunningBridge.event(
                  id,
                  TYPE,
                  publisher,
                  RunningBridge.checkOut(patron, UUID.randomUUID().toString()).encode())
              .encode();
      while (!accepted(body)) {
        LockSupport.parkNanos(AGAIN.toNanos());
      }
      List<UUID> known = accepted.get(patron);
      synchronized (known) {
        known.add(id);
      }
    }
  }

  /** Waits until the moment, or until the end. */
  private boolean ended(long moment) {
    try {
      return end.await(moment - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean accepted(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(ANSWER_LIMIT)
            .header("X-Okapi-Tenant", ModuleUnderTest.TENANT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString()).statusCode() == 204;
    } catch (IOException e) {
      // The bridge was killed; nobody knows whether it has the event.
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The accepted events of each patron, in their order. */
  List<List<UUID>> accepted() {
    return accepted.values().stream()
        .map(
            known -> {
              synchronized (known) {
                return List.copyOf(known);
              }
            })
        .toList();
  }

  int size() {
    return accepted().stream().mapToInt(List::size).sum();
  }

  /** Ends the stream; no event is without answer then. The bridge must be running. */
  void end() {
    end.countDown();
    for (Thread writer : writers) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    end.countDown();
    writers.forEach(Thread::interrupt);
  }
}
