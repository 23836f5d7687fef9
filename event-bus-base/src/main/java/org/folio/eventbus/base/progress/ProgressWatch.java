/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.folio.eventbus.base.log.LogCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what has work with what moves. A mover that has had work and has not moved for longer
 * than its limit is logged, listed for readiness, measured, and made anew where that can help.
 *
 * <p>It looks on a thread of its own, so that no event loop that stands still keeps it from
 * looking. Usable from any thread.
 */
public final class ProgressWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressWatch.class);

  private static final Duration LOOK = Duration.ofSeconds(1);

  // When the watch itself did not look for so long, the machine or the process stood still, and
  // nobody could move.
  private static final Duration PAUSED = Duration.ofSeconds(4);

  private final LongSupplier nanoTime;
  private final Set<Mover> movers = ConcurrentHashMap.newKeySet();
  private final Map<Mover, Duration> remedied = new HashMap<>();
  private final Loop loop;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile long looked;
  private volatile long resumed;

  /** A watch that looks at nothing before {@link #start}. */
  public ProgressWatch() {
    this(System::nanoTime);
  }

  ProgressWatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.looked = nanoTime.getAsLong();
    this.resumed = looked;
    Mover unwatched = new Mover(this, nanoTime, MoverKind.REPEATED_WORK, "The watch", PAUSED);
    this.loop = new Loop("event-bus-progress", Look::new, unwatched, failure -> {});
  }

  /**
   * Begins to watch over something.
   *
   * @param name as a sentence begins with it, for example {@code The poll loop of patron-summary}
   * @param limit how long it may have work without moving
   */
  public Mover mover(MoverKind kind, String name, Duration limit) {
    Mover mover = new Mover(this, nanoTime, kind, name, limit);
    movers.add(mover);
    return mover;
  }

  /** Begins to look. */
  public void start() {
    loop.start();
  }

  /** Looks no more. */
  public void close() {
    closing.countDown();
    loop.close();
  }

  /** A sentence for each of some movers that stands still. */
  public List<String> sentences(List<Mover> some) {
    long now = nanoTime.getAsLong();
    return some.stream()
        .map(mover -> mover.standstill(now, resumed))
        .flatMap(Optional::stream)
        .map(Standstill::sentence)
        .toList();
  }

  /** All that stands still, the longest first. */
  public List<Standstill> standstills() {
    long now = nanoTime.getAsLong();
    return movers.stream()
        .map(mover -> mover.standstill(now, resumed))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Standstill::age).reversed())
        .toList();
  }

  /** Seconds for which the longest standstill of a kind has lasted; 0 if there is none. */
  public double longestSeconds(MoverKind kind) {
    return standstills().stream()
        .filter(one -> one.kind() == kind)
        .mapToLong(one -> one.age().toSeconds())
        .max()
        .orElse(0);
  }

  void forget(Mover mover) {
    movers.remove(mover);
  }

  void look() {
    long now = nanoTime.getAsLong();
    if (now - looked > PAUSED.toNanos()) {
      resumed = now;
    }
    looked = now;
    remedied.keySet().removeIf(mover -> !movers.contains(mover));
    for (Mover mover : movers) {
      mover
          .standstill(now, resumed)
          .ifPresentOrElse(standstill -> note(mover, standstill), () -> goesOn(mover));
    }
  }

  private void note(Mover mover, Standstill standstill) {
    Duration before = remedied.get(mover);
    if (before != null && standstill.age().minus(before).compareTo(mover.limit()) < 0) {
      return;
    }
    remedied.put(mover, standstill.age());
    if (before == null) {
      LOG.error(
          "{} {}. It is restarted where that helps; docs/operations.md says what to check.",
          LogCode.STANDSTILL,
          standstill.sentence());
    }
    mover.makeAnew();
  }

  private void goesOn(Mover mover) {
    if (remedied.remove(mover) != null) {
      LOG.info("{} {} moves again", LogCode.STANDSTILL_OVER, mover.name());
    }
  }

  private final class Look implements Loop.Life {

    @Override
    public void round() throws InterruptedException {
      look();
      closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }
}
