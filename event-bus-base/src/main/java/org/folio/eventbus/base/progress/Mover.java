/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that must not stand still while it has work. It says that it has work, and that it
 * moves; {@link ProgressWatch} compares. Usable from any thread; each call is a write or two.
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
   * Says what makes it anew.
   *
   * @param makesAnew called on the watch's thread when a standstill is noticed, and again each time
   *     when the limit has passed once more; returns at once
   */
  public void remedy(Runnable makesAnew) {
    remedy = makesAnew;
  }

  /** There is work, from now on unless there was some already. */
  public void hasWork() {
    if (since == null) {
      since = nanoTime.getAsLong();
    }
  }

  /**
   * The oldest work has not moved since a given time.
   *
   * @param nanos as {@link System#nanoTime}
   */
  public void hasWorkSince(long nanos) {
    since = nanos;
  }

  /** It has moved, and there may be more to do. */
  public void moved() {
    since = nanoTime.getAsLong();
    cause = null;
  }

  /** There is nothing to do. */
  public void idle() {
    since = null;
    cause = null;
  }

  /** Says why it does not move; forgotten as soon as it does. */
  public void failed(String why) {
    cause = why;
  }

  /** Ends the watch over it. */
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
   * @param noEarlier nobody could move before this time
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
