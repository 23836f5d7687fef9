/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.blocks;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.testing.LoanEvents;

/** Publishes check-outs and changed due dates of the patrons, through the outbox. */
final class EventSource implements AutoCloseable {

  private static final TenantId DIKU = new TenantId("diku");
  private static final long LIMIT = 60;
  private static final long SEED = 7;

  // Publications a second; each publishes its share of the events in one transaction.
  private static final int TICKS = 50;

  private final Vertx vertx;
  private final EventBus bus;
  private final int patrons;
  private final Random random = new Random(SEED);
  private final AtomicLong published = new AtomicLong();

  private EventSource(Vertx vertx, EventBus bus, int patrons) {
    this.vertx = vertx;
    this.bus = bus;
    this.patrons = patrons;
  }

  static EventSource start(Vertx vertx, EventBusSettings settings, int patrons)
      throws TimeoutException {
    EventBus bus =
        EventBus.builder(vertx, settings, "mod-source")
            .publish(List.of(EventCatalog.LOAN_EVENTS))
            .build();
    bus.start().compose(started -> bus.tenants().enable(DIKU)).await(LIMIT, TimeUnit.SECONDS);
    return new EventSource(vertx, bus, patrons);
  }

  void publish(int perSecond) {
    vertx.setPeriodic(
        TimeUnit.SECONDS.toMillis(1) / TICKS,
        tick -> {
          List<EventDraft> drafts = new ArrayList<>();
          for (int i = 0; i < perSecond / TICKS; i++) {
            drafts.add(draft());
          }
          bus.pool()
              .withTransaction(tx -> bus.publisher().publish(tx, DIKU, drafts))
              .onSuccess(done -> published.addAndGet(done.size()));
        });
  }

  long published() {
    return published.get();
  }

  private EventDraft draft() {
    UUID patron = Patrons.id(random.nextInt(patrons));
    UUID loan = UUID.randomUUID();
    return random.nextBoolean()
        ? EventDraft.of(
            "ITEM_CHECKED_OUT",
            new JsonObject(LoanEvents.itemCheckedOut(patron, loan, Instant.now())))
        : EventDraft.of(
            "LOAN_DUE_DATE_CHANGED",
            new JsonObject(LoanEvents.loanDueDateChanged(patron, loan, Instant.now(), false)));
  }

  @Override
  public void close() throws TimeoutException {
    bus.close().await(LIMIT, TimeUnit.SECONDS);
  }
}
