/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.folio.sandbox.client.CirculationClient;
import org.folio.sandbox.library.LoanEvent;

/**
 * Events on their way from concurrent writers. All events of a patron belong to one writer, since
 * nobody but the publisher can say which of two came first.
 */
final class Publication {

  private static final int WRITERS = 4;

  private final CirculationClient client;
  private final Pace pace;
  private final AtomicLong accepted = new AtomicLong();
  private final long beginning = System.nanoTime();
  private final CompletableFuture<Void> end;

  private Publication(CirculationClient client, Pace pace, List<LoanEvent> events) {
    this.client = client;
    this.pace = pace;
    end =
        CompletableFuture.allOf(
            IntStream.range(0, WRITERS)
                .mapToObj(writer -> begin(writer, events))
                .toArray(CompletableFuture[]::new));
  }

  static Publication begin(CirculationClient client, List<LoanEvent> events, Pace pace) {
    return new Publication(client, pace, events);
  }

  /** Number of events that were answered with 201. */
  long accepted() {
    return accepted.get();
  }

  boolean ended() {
    return end.isDone();
  }

  /** Waits until all are accepted. */
  void join() {
    end.join();
  }

  private CompletableFuture<Void> begin(int writer, List<LoanEvent> all) {
    Stream<LoanEvent> own =
        all.stream().filter(event -> Math.floorMod(event.patron().hashCode(), WRITERS) == writer);
    List<LoanEvent> events = own.toList();
    CompletableFuture<Void> written = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                write(writer, events);
                written.complete(null);
              } catch (RuntimeException e) {
                written.completeExceptionally(e);
              }
            },
            "writer " + (writer + 1));
    thread.setDaemon(true);
    thread.start();
    return written;
  }

  private void write(int writer, List<LoanEvent> events) {
    int number = 0;
    for (List<LoanEvent> batch : batches(events)) {
      pace.await(beginning, writer, WRITERS, number++);
      client.publish(batch);
      accepted.addAndGet(batch.size());
    }
  }

  private List<List<LoanEvent>> batches(List<LoanEvent> events) {
    List<List<LoanEvent>> batches = new ArrayList<>();
    for (int from = 0; from < events.size(); from += pace.batch()) {
      batches.add(events.subList(from, Math.min(events.size(), from + pace.batch())));
    }
    return batches;
  }
}
