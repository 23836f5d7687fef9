/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A component that must not stand still while it has work. It reports that it has work, and that it
 * moves; {@link ProgressWatch} compares both. Safe for use by several threads; each call is a write
 * or two.
 */
public final class Mover {

  private static final Runnable NO_REMEDY = () -> {};

  private final ProgressWatch watch;
  private final LongSupplier nanoTime;
  private final MoverKind kind;
  private final String name;
  private final Duration limit;
  private volatile Runnable remedy = NO_REMEDY;
  private volatile @Nullable Long since;
  private volatile @Nullable String cause;

  Mover(ProgressWatch watch, LongSupplier nanoTime, MoverKind kind, String name, Duration limit) {
    this.watch = watch;
    this.nanoTime = nanoTime;
    this.kind = kind;
    this.name = name;
    this.limit = limit;
  }

  /**
   * Sets the remedy.
   *
   * @param makesAnew called on the watch's thread when a standstill is detected, and again each
   *     time the limit has passed once more; returns at once
   */
  public void remedy(Runnable makesAnew) {
    remedy = makesAnew;
  }

  /** Reports work, from now on unless there was some already. */
  public void hasWork() {
    if (since == null) {
      since = nanoTime.getAsLong();
    }
  }

  /**
   * Reports that the oldest work has not moved since a given time.
   *
   * @param nanos as {@link System#nanoTime}
   */
  public void hasWorkSince(long nanos) {
    since = nanos;
  }

  /** Reports a movement; there may be more to do. */
  public void moved() {
    since = nanoTime.getAsLong();
    cause = null;
  }

  /** Reports that there is no work. */
  public void idle() {
    since = null;
    cause = null;
  }

  /** Reports why it does not move; dropped at the next movement. */
  public void failed(String why) {
    cause = why;
  }

  /** Ends the watch. */
  public void close() {
    watch.forget(this);
  }

  MoverKind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  Duration limit() {
    return limit;
  }

  void makeAnew() {
    remedy.run();
  }

  /**
   * Whether it stands still.
   *
   * @param noEarlier the earliest time at which a movement was possible
   */
  Optional<Standstill> standstill(long now, long noEarlier) {
    Long busy = since;
    if (busy == null) {
      return Optional.empty();
    }
    Duration age = Duration.ofNanos(now - Math.max(busy, noEarlier));
    return age.compareTo(limit) < 0
        ? Optional.empty()
        : Optional.of(new Standstill(kind, name, age, cause));
  }
}
