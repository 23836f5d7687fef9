/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.folio.eventbus.benchmark.load.GeneratedEvent;
import org.folio.eventbus.benchmark.load.LoanDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The path from a transaction to the journal, or one half of it. */
final class OutboxContender implements Contender {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxContender.class);

  /** Publishes without a relay. */
  static final Mode PUBLISH = new Mode(false, false);

  /** Relays events that were published before. */
  static final Mode RELAY = new Mode(true, true);

  /** Publishes and relays at the same time. */
  static final Mode BOTH = new Mode(false, true);

  // Concurrent transactions and the events in each, as in an import.
  private static final int PUBLISHERS = 3;
  private static final int BATCH = 200;

  // The count reads the whole outbox, so it runs only at this interval.
  private static final long LOOK_MILLIS = 250;
  private static final int FILL_MINUTES = 10;

  private final Assignment assignment;
  private final Mode mode;
  private final Outbox outbox;
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong(Long.MAX_VALUE);
  private final AtomicBoolean asking = new AtomicBoolean();

  OutboxContender(Assignment assignment, Mode mode) {
    this.assignment = assignment;
    this.mode = mode;
    outbox = new Outbox(assignment);
  }

  /**
   * The measured part of the path.
   *
   * @param publishedBefore whether the events are in the outbox before the measurement starts
   * @param relays whether the path ends at the journal rather than the outbox
   */
  record Mode(boolean publishedBefore, boolean relays) {}

  @Override
  public void prepare() throws Exception {
    Outbox.get(outbox.bus().tenants().enable(assignment.tenant()));
    if (mode.publishedBefore()) {
      publishAll().await(FILL_MINUTES, TimeUnit.MINUTES);
    }
  }

  @Override
  public void start() throws Exception {
    if (mode.relays()) {
      Outbox.get(outbox.bus().start());
      outbox.vertx().setPeriodic(LOOK_MILLIS, look -> askOutbox());
    }
    if (!mode.publishedBefore()) {
      publishAll().onFailure(cause -> LOG.error("Publishing failed", cause));
    }
  }

  private Future<Void> publishAll() {
    List<Future<Void>> all = new ArrayList<>();
    for (int i = 0; i < PUBLISHERS; i++) {
      int events = assignment.load().events() / PUBLISHERS;
      if (i == 0) {
        events += assignment.load().events() % PUBLISHERS;
      }
      // Each publisher has its own borrowers, so that the events of a borrower keep their order.
      LoanDesk desk =
          new LoanDesk(
              Math.max(1, assignment.load().keys() / PUBLISHERS), assignment.load().seed() + i);
      all.add(publish(desk, events));
    }
    return Future.all(all).mapEmpty();
  }

  private Future<Void> publish(LoanDesk desk, int left) {
    if (left == 0) {
      return Future.succeededFuture();
    }
    List<GeneratedEvent> events = new ArrayList<>(BATCH);
    while (events.size() < Math.min(BATCH, left)) {
      events.add(desk.next(false));
    }
    return outbox
        .publish(assignment.tenant(), events)
        .compose(
            done -> {
              published.addAndGet(events.size());
              return publish(desk, left - events.size());
            });
  }

  private void askOutbox() {
    if (published.get() >= assignment.expected() && asking.compareAndSet(false, true)) {
      outbox
          .bus()
          .admin()
          .outbox(assignment.tenant())
          .onSuccess(backlog -> waiting.set(backlog.events()))
          .onComplete(asked -> asking.set(false));
    }
  }

  @Override
  public long done() {
    return mode.relays() ? Math.max(0, published.get() - waiting.get()) : published.get();
  }

  @Override
  public long committed() {
    return done();
  }

  @Override
  public void close() throws Exception {
    outbox.close();
  }
}
