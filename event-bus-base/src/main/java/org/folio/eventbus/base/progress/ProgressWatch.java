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
 * Detects components that have work and do not move. If a mover has work and has not moved for
 * longer than its limit, the watch logs it, lists it for readiness, measures it, and restarts it
 * where that can help.
 *
 * <p>It runs on its own thread, so a blocked event loop does not stop it. Safe for use by several
 * threads.
 */
public final class ProgressWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressWatch.class);

  private static final Duration LOOK = Duration.ofSeconds(1);

  // If the watch itself did not run for this long, the machine or the process was paused, and
  // nothing could move.
  private static final Duration PAUSED = Duration.ofSeconds(4);

  private final LongSupplier nanoTime;
  private final Set<Mover> movers = ConcurrentHashMap.newKeySet();
  private final Map<Mover, Duration> remedied = new HashMap<>();
  private final Loop loop;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile long looked;
  private volatile long resumed;

  /** A watch that checks nothing before {@link #start}. */
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
   * Adds a mover.
   *
   * @param name the beginning of a sentence, for example {@code The poll loop of patron-summary}
   * @param limit how long it may have work without moving
   */
  public Mover mover(MoverKind kind, String name, Duration limit) {
    Mover mover = new Mover(this, nanoTime, kind, name, limit);
    movers.add(mover);
    return mover;
  }

  /** Starts the checks. */
  public void start() {
    loop.start();
  }

  /** Stops the checks. */
  public void close() {
    closing.countDown();
    loop.close();
  }

  /** A sentence for each given mover that stands still. */
  public List<String> sentences(List<Mover> some) {
    long now = nanoTime.getAsLong();
    return some.stream()
        .map(mover -> mover.standstill(now, resumed))
        .flatMap(Optional::stream)
        .map(Standstill::sentence)
        .toList();
  }

  /** All movers that stand still, the longest standstill first. */
  public List<Standstill> standstills() {
    long now = nanoTime.getAsLong();
    return movers.stream()
        .map(mover -> mover.standstill(now, resumed))
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(Standstill::age).reversed())
        .toList();
  }

  /** Duration of the longest standstill of a kind in seconds; 0 if there is none. */
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
