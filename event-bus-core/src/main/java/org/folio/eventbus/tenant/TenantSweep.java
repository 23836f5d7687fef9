/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.tenant;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.Timeline;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the enabled tenants one after another, round by round. With few tenants a round starts at
 * each interval. With hundreds it takes longer, so that the checks never take more than a small
 * share of the database. A caller that expects work for a tenant has it checked out of turn. A
 * check that throws, fails or never ends does not delay other tenants.
 *
 * <p>Used on the timeline's thread only.
 */
public final class TenantSweep {

  private static final Logger LOG = LoggerFactory.getLogger(TenantSweep.class);

  // At most forty checks a second: a check is a statement or two of a millisecond.
  private static final Duration PAUSE = Duration.ofMillis(25);

  // A check takes milliseconds, and waits for a connection for some seconds at most.
  static final Duration LOOK_LIMIT = Duration.ofSeconds(20);

  // The number of consecutive failures before an operator is informed.
  private static final int PATIENCE = 3;

  private final Timeline timeline;
  private final String purpose;
  private final Function<TenantId, Future<?>> look;
  private final Runnable roundEnded;
  private final Mover mover;
  private final Map<TenantId, Long> failingSince = new HashMap<>();
  private final Runnable stop;
  private final Set<TenantId> urgent = new LinkedHashSet<>();
  private final Queue<TenantId> due = new ArrayDeque<>();
  private Set<TenantId> tenants = Set.of();
  private boolean running;
  private boolean closed;

  /**
   * Checks no tenant before {@link #tenants}.
   *
   * @param watch is informed when the checks of a tenant keep failing
   * @param interval minimum time between the starts of two rounds
   * @param purpose the purpose of the checks, for the log
   * @param look checks one tenant; after a failure, the next round tries again
   */
  public TenantSweep(
      Timeline timeline,
      ProgressWatch watch,
      Duration interval,
      String purpose,
      Function<TenantId, Future<?>> look) {
    this(timeline, watch, interval, purpose, look, () -> {});
  }

  /**
   * Checks no tenant before {@link #tenants}.
   *
   * @param roundEnded called when all tenants of a round have been checked
   */
  public TenantSweep(
      Timeline timeline,
      ProgressWatch watch,
      Duration interval,
      String purpose,
      Function<TenantId, Future<?>> look,
      Runnable roundEnded) {
    this.timeline = timeline;
    this.purpose = purpose;
    this.look = look;
    this.roundEnded = roundEnded;
    this.mover =
        watch.mover(MoverKind.SWEEP, purpose, interval.plus(LOOK_LIMIT).multipliedBy(PATIENCE));
    this.stop = timeline.every(interval, this::begin);
  }

  /** Changes the tenants to check. */
  public void tenants(Set<TenantId> enabled) {
    tenants = new LinkedHashSet<>(enabled);
    failingSince.keySet().retainAll(tenants);
    tell();
  }

  /** Checks a tenant before all others, if it is enabled. */
  public void soon(TenantId tenant) {
    if (tenants.contains(tenant) && urgent.add(tenant) && !running) {
      running = true;
      next();
    }
  }

  /** Starts no further check. */
  public void close() {
    closed = true;
    stop.run();
    mover.close();
  }

  private void begin() {
    if (tenants.isEmpty()) {
      roundEnded.run();
    } else if (due.isEmpty()) {
      due.addAll(tenants);
    }
    if (!running) {
      running = true;
      next();
    }
  }

  private void next() {
    if (closed || urgent.isEmpty() && due.isEmpty()) {
      running = false;
      return;
    }
    boolean inTurn = urgent.isEmpty();
    TenantId tenant = inTurn ? due.remove() : first(urgent);
    urgent.remove(tenant);
    timeline
        .within(
            LOOK_LIMIT,
            Future.<Void>succeededFuture().<Object>compose(begin -> look.apply(tenant).mapEmpty()))
        .onComplete(
            looked -> {
              timeline.after(PAUSE, this::next);
              note(tenant, looked.cause());
              if (inTurn && due.isEmpty()) {
                roundEnded.run();
              }
            });
  }

  private void note(TenantId tenant, @Nullable Throwable failure) {
    if (failure == null) {
      failingSince.remove(tenant);
    } else if (tenants.contains(tenant)) {
      LOG.debug("{} of tenant {}, this time: {}", purpose, tenant, failure.toString());
      failingSince.putIfAbsent(tenant, timeline.nanoTime());
      mover.failed("tenant %s: %s".formatted(tenant, failure));
    }
    tell();
  }

  private void tell() {
    failingSince.values().stream()
        .min(Long::compare)
        .ifPresentOrElse(mover::hasWorkSince, mover::idle);
  }

  private static TenantId first(Set<TenantId> some) {
    return some.iterator().next();
  }
}
