/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.folio.eventbus.testing.ModuleUnderTest;
import org.folio.sandbox.library.LibraryMonth;
import org.folio.sandbox.library.LoanEvent;

/**
 * Publishes 200 events of a library a second until stopped. Each event is one request; the requests
 * go to the instances of mod-circulation-adapter in turn. One writer sends all events of a patron.
 * If a connection is refused or closed, the request goes to the next instance, once. Any other
 * answer than 201 ends the traffic with a failure.
 */
final class Traffic {

  static final int PATRONS = 100;
  static final Pace PACE = new Pace(1, 200);

  // Events of fifteen minutes. Restarting six processes takes less, even if each needs its whole
  // time limit on a slow machine.
  private static final int MOST = 180_000;

  // Enough for the pace if a request takes 120 ms, as on a machine with other load.
  private static final int WRITERS = 25;

  // Part of the answer to an event that is already stored.
  private static final String REPEATED = "\"repeated\":true";

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<URI> instances;
  private final List<LoanEvent> events;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicLong cutOff = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final Map<Integer, List<LoanEvent>> acceptedOf = new ConcurrentHashMap<>();
  private final List<String> repetitions = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean stopped;
  private volatile long beginning;
  private CompletableFuture<Void> end = CompletableFuture.completedFuture(null);

  Traffic(List<URI> instances, long seed) {
    this.instances = List.copyOf(instances);
    events = new LibraryMonth(PATRONS, MOST, seed).events();
  }

  /** All events, if nothing stops the traffic before the last one. */
  List<LoanEvent> events() {
    return events;
  }

  void start() {
    beginning = System.nanoTime();
    end =
        CompletableFuture.allOf(
            IntStream.range(0, WRITERS).mapToObj(this::begin).toArray(CompletableFuture[]::new));
  }

  long accepted() {
    return accepted.get();
  }

  /** Number of events that are due by now but not accepted. */
  long behind() {
    long due = (System.nanoTime() - beginning) / (1_000_000_000L / PACE.eventsPerSecond());
    return Math.min(due, MOST) - accepted();
  }

  /** The result, for the output of a test. */
  String summary() {
    return "%d events accepted, %.0f a second; %d requests repeated, %d of them cut off after their commit; the longest took %d ms"
        .formatted(
            accepted(),
            accepted() * 1e9 / (System.nanoTime() - beginning),
            repeated(),
            cutOff(),
            longest.get() / 1_000_000);
  }

  /** Number of requests that went to a second instance. */
  long repeated() {
    return repeated.get();
  }

  /** Number of requests that were committed but not answered, because the connection was closed. */
  long cutOff() {
    return cutOff.get();
  }

  /** Why requests went to a second instance. */
  List<String> repetitions() {
    return List.copyOf(repetitions);
  }

  /** Whether the traffic is still running. */
  boolean flows() {
    return !end.isDone();
  }

  /** Stops the traffic. Throws the failure if it has ended before. */
  void stop() {
    stopped = true;
    end.join();
  }

  /** The events that were answered with 201; those of one patron are in order. */
  List<LoanEvent> acceptedEvents() {
    return acceptedOf.values().stream().flatMap(List::stream).toList();
  }

  private CompletableFuture<Void> begin(int writer) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                write(writer);
                written.complete(null);
              } catch (RuntimeException | AssertionError e) {
                stopped = true;
                written.completeExceptionally(e);
              }
            },
            "traffic " + (writer + 1));
    thread.setDaemon(true);
    thread.start();
    return written;
  }

  private void write(int writer) {
    List<LoanEvent> own = new ArrayList<>();
    acceptedOf.put(writer, own);
    for (int number = 0; number < events.size() && !stopped; number++) {
      LoanEvent event = events.get(number);
      if (Math.floorMod(event.patron().hashCode(), WRITERS) == writer) {
        PACE.await(beginning, number);
        publish(event);
        own.add(event);
        accepted.incrementAndGet();
      }
    }
  }

  private void publish(LoanEvent event) {
    int first = Math.floorMod(turn.getAndIncrement(), instances.size());
    long asked = System.nanoTime();
    HttpResponse<String> answer;
    try {
      answer = send(instances.get(first), event);
    } catch (HttpTimeoutException e) {
      throw new AssertionError("No answer within " + ANSWER_LIMIT, e);
    } catch (IOException e) {
      answer = again(first, event, e);
    }
    longest.accumulateAndGet(System.nanoTime() - asked, Math::max);
    if (answer.statusCode() != 201) {
      throw new AssertionError("%s: %d %s".formatted(event, answer.statusCode(), answer.body()));
    }
  }

  private HttpResponse<String> again(int first, LoanEvent event, IOException failure) {
    repeated.incrementAndGet();
    repetitions.add(
        (failure instanceof ConnectException ? "refused" : "closed: " + failure.getMessage())
            + " by instance "
            + (first + 1));
    try {
      HttpResponse<String> answer = send(instances.get((first + 1) % instances.size()), event);
      if (answer.body().contains(REPEATED)) {
        cutOff.incrementAndGet();
      }
      return answer;
    } catch (IOException e) {
      e.addSuppressed(failure);
      throw new AssertionError("Neither instance took " + event, e);
    }
  }

  private HttpResponse<String> send(URI instance, LoanEvent event) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(instance.resolve("/circulation-events"))
            .timeout(ANSWER_LIMIT)
            .header("Content-Type", "application/json")
            .header("X-Okapi-Tenant", ModuleUnderTest.TENANT)
            .POST(BodyPublishers.ofString(event.json().toString()))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
