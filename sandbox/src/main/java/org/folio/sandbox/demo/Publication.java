/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.folio.sandbox.library.LoanEvent;

/**
 * A publication by concurrent writers. All events of a patron belong to one writer, because only
 * the publisher knows their order.
 */
final class Publication {

  private static final int WRITERS = 4;

  private final Consumer<List<LoanEvent>> publisher;
  private final Pace pace;
  private final AtomicLong accepted = new AtomicLong();
  private final long beginning = System.nanoTime();
  private final CompletableFuture<Void> end;

  private Publication(Consumer<List<LoanEvent>> publisher, Pace pace, List<LoanEvent> events) {
    this.publisher = publisher;
    this.pace = pace;
    end =
        CompletableFuture.allOf(
            IntStream.range(0, WRITERS)
                .mapToObj(writer -> begin(writer, events))
                .toArray(CompletableFuture[]::new));
  }

  /**
   * Begins to publish.
   *
   * @param publisher returns when a batch is accepted
   */
  static Publication begin(Consumer<List<LoanEvent>> publisher, List<LoanEvent> events, Pace pace) {
    return new Publication(publisher, pace, events);
  }

  /** Number of events that were accepted. */
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
    int[] own =
        IntStream.range(0, all.size())
            .filter(number -> writerOf(all.get(number)) == writer)
            .toArray();
    CompletableFuture<Void> written = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                write(own, all);
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

  private static int writerOf(LoanEvent event) {
    return Math.floorMod(event.patron().hashCode(), WRITERS);
  }

  private void write(int[] own, List<LoanEvent> all) {
    for (int from = 0; from < own.length; from += pace.batch()) {
      int[] batch = Arrays.copyOfRange(own, from, Math.min(own.length, from + pace.batch()));
      // As if they had happened one after another and were sent together with the last one.
      pace.await(beginning, batch[batch.length - 1]);
      publisher.accept(Arrays.stream(batch).mapToObj(all::get).toList());
      accepted.addAndGet(batch.length);
    }
  }
}
