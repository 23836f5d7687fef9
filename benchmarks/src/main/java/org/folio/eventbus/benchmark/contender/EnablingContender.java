/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import io.vertx.core.Vertx;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enables all tenants for the publishing and for the consuming module. */
final class EnablingContender implements Contender {

  private static final Logger LOG = LoggerFactory.getLogger(EnablingContender.class);

  private final Assignment assignment;
  private final Outbox outbox;
  private final Vertx vertx = Vertx.vertx();
  private final EventBus consumer;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicLong enabled = new AtomicLong();

  EnablingContender(Assignment assignment) {
    this.assignment = assignment;
    outbox = new Outbox(assignment);
    consumer =
        EventBus.builder(vertx, assignment.settings(), Assignment.MODULE)
            .changelog(Tables.CHANGELOG)
            .subscribe(
                new Subscription(
                    assignment.group(),
                    EventCatalog.LOAN_EVENTS,
                    EventCatalog.circulation().typeNames(),
                    new BatchProjection(false)))
            .build();
  }

  @Override
  public void prepare() {
    // No preparation is necessary.
  }

  @Override
  public void start() {
    thread.execute(this::enable);
  }

  private void enable() {
    try {
      for (String name : assignment.tenants()) {
        TenantId tenant = new TenantId(name);
        Outbox.get(outbox.bus().tenants().enable(tenant));
        Outbox.get(consumer.tenants().enable(tenant));
        enabled.incrementAndGet();
      }
    } catch (Exception e) {
      LOG.error("A tenant could not be enabled", e);
    }
  }

  @Override
  public long done() {
    return enabled.get();
  }

  @Override
  public long committed() {
    return enabled.get();
  }

  @Override
  public void close() throws Exception {
    thread.shutdownNow();
    Outbox.get(consumer.close());
    Outbox.get(vertx.close());
    outbox.close();
  }
}
