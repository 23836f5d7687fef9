/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.benchmark.load.LoanDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes events at a steady rate, each in a transaction of its own. */
final class TrafficContender implements Contender {

  private static final Logger LOG = LoggerFactory.getLogger(TrafficContender.class);

  // One event in this number is published while the processes still compile; these events do not
  // count.
  private static final int YOUNG = 4;

  private final Assignment assignment;
  private final Outbox outbox;
  private final List<TenantId> tenants;
  private final List<LoanDesk> desks = new ArrayList<>();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicLong published = new AtomicLong();

  TrafficContender(Assignment assignment) {
    this.assignment = assignment;
    outbox = new Outbox(assignment);
    tenants = assignment.tenants().stream().map(TenantId::new).toList();
    tenants.forEach(
        tenant -> desks.add(new LoanDesk(assignment.load().keys(), assignment.load().seed())));
  }

  @Override
  public void prepare() throws Exception {
    if (tenants.size() == 1) {
      Outbox.get(outbox.bus().tenants().enable(tenants.get(0)));
    }
    Outbox.get(outbox.bus().start());
  }

  @Override
  public void start() {
    thread.execute(this::publish);
  }

  // Events are due at fixed times, so a slow commit does not lower the rate: later events catch up.
  // Delays of processes that still compile are not caught up with, because that would be another
  // load.
  private void publish() {
    long begin = System.nanoTime();
    long pause = TimeUnit.SECONDS.toNanos(1) / assignment.special().rate();
    int young = assignment.load().events() / YOUNG;
    try {
      for (int i = 0; i < assignment.load().events(); i++) {
        if (i < young) {
          begin = Math.max(begin, System.nanoTime() - i * pause);
        }
        long due = begin + i * pause;
        for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
          LockSupport.parkNanos(due - now);
        }
        int turn = i % tenants.size();
        Outbox.get(outbox.publish(tenants.get(turn), List.of(desks.get(turn).next(false))));
        published.incrementAndGet();
      }
    } catch (TimeoutException | RuntimeException e) {
      LOG.error("Publishing failed", e);
    }
  }

  @Override
  public long done() {
    return published.get();
  }

  @Override
  public long committed() throws Exception {
    // The process runs until Kafka has all events.
    long waiting = 0;
    for (TenantId tenant : tenants) {
      waiting += Outbox.get(outbox.bus().admin().outbox(tenant)).events();
    }
    return published.get() - waiting;
  }

  @Override
  public void close() throws Exception {
    thread.shutdownNow();
    outbox.close();
  }
}
