/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** The events of one load: when each was sent, and when it reached the subscriber. */
final class Pushes {

  static final Pushes NONE = new Pushes(0, 0, 1);

  private static final int PATRONS_OF_A_CLIENT = 100;

  private static final long VERSION = 0x4000L;
  private static final int LOAD_BITS = 16;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final double NANOS_OF_MILLI = 1e6;
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final int load;
  private final int patrons;
  private final AtomicLongArray sent;
  private final AtomicLongArray arrived;
  private final AtomicInteger arrivals = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();
  private final AtomicInteger overtaken = new AtomicInteger();
  private final AtomicLongArray last;
  private final double beginning = System.currentTimeMillis() / MILLIS;
  private final long begin = System.nanoTime();

  /**
   * A load.
   *
   * @param load tells the events of this load from those of others
   * @param clients client n sends the events n, n + clients, n + 2 clients ... one after another,
   *     and has patrons of its own, so the events of a patron have an order
   */
  Pushes(int load, int number, int clients) {
    this.load = load;
    this.patrons = clients * PATRONS_OF_A_CLIENT;
    this.sent = new AtomicLongArray(number);
    this.arrived = new AtomicLongArray(number);
    this.last = new AtomicLongArray(patrons);
  }

  int size() {
    return sent.length();
  }

  /** The id of an event. */
  UUID id(int number) {
    return new UUID((long) load << LOAD_BITS | VERSION, VARIANT | number);
  }

  /** The patron of an event. */
  UUID patron(int number) {
    return new UUID(VERSION, VARIANT | number % patrons);
  }

  /** Notes that an event is being sent. */
  void sent(int number) {
    sent.set(number, System.nanoTime());
  }

  void arrived(UUID id) {
    int number = (int) (id.getLeastSignificantBits() & ~VARIANT);
    if (id.getMostSignificantBits() >>> LOAD_BITS != load
        || !arrived.compareAndSet(number, 0, System.nanoTime())) {
      others.incrementAndGet();
      return;
    }
    if (last.getAndAccumulate(number % patrons, number, Math::max) > number) {
      overtaken.incrementAndGet();
    }
    arrivals.incrementAndGet();
  }

  boolean complete() {
    return arrivals.get() == size();
  }

  /** What is wrong with the arrivals; empty if each came once and none overtook another. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!complete()) {
      problems.add("%s of %s events did not arrive".formatted(size() - arrivals.get(), size()));
    }
    if (others.get() > 0) {
      problems.add("%s calls were none of the load, or came twice".formatted(others.get()));
    }
    if (overtaken.get() > 0) {
      problems.add("%s events were overtaken by a later one of their patron".formatted(overtaken));
    }
    return problems;
  }

  /** Events a second, from the first that was sent to the last that arrived. */
  double rate() {
    long first = Long.MAX_VALUE;
    long end = 0;
    for (int i = 0; i < size(); i++) {
      first = Math.min(first, sent.get(i));
      end = Math.max(end, arrived.get(i));
    }
    return size() * NANOS / (end - first);
  }

  /** The time of each event from its sending to its arrival. */
  List<Latencies.Latency> latencies() {
    List<Latencies.Latency> all = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      all.add(
          new Latencies.Latency(
              beginning + (sent.get(i) - begin) / NANOS,
              (arrived.get(i) - sent.get(i)) / NANOS_OF_MILLI));
    }
    return all;
  }
}
