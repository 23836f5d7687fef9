/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.outbox.SentTable;
import org.folio.eventbus.time.Timeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends beacons: soon after events were sent to a partition, and again, less and less often, while
 * nothing more is sent, because a beacon may be lost together with the events before it. Of several
 * instances one sends. Used on one context only.
 */
public final class BeaconSender {

  private static final Logger LOG = LoggerFactory.getLogger(BeaconSender.class);

  // With the time that a beacon and a request for what is missing take, a lost event is back within
  // a minute.
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Pool pool;
  private final ModuleSchema module;
  private final ControlProducer producer;
  private final Runnable stop;
  private Set<TenantId> tenants = Set.of();
  private boolean running;

  /** Sends nothing before {@link #tenants}. */
  public BeaconSender(Timeline timeline, Pool pool, ModuleSchema module, ControlProducer producer) {
    this.pool = pool;
    this.module = module;
    this.producer = producer;
    this.stop = timeline.every(INTERVAL, this::look);
  }

  /** Changes for whose events beacons are sent. */
  public void tenants(Set<TenantId> enabled) {
    tenants = Set.copyOf(enabled);
  }

  /** Sends no more. */
  public void close() {
    stop.run();
  }

  private void look() {
    if (running) {
      return;
    }
    running = true;
    Future<Void> looked = Future.succeededFuture();
    for (TenantId tenant : tenants) {
      looked = looked.compose(before -> look(tenant));
    }
    looked.onComplete(done -> running = false);
  }

  private Future<Void> look(TenantId tenant) {
    return SentTable.claim(pool, module.of(tenant), INTERVAL)
        .compose(
            partitions -> {
              List<Future<Void>> sent = new ArrayList<>();
              for (SentTable.Sent partition : partitions) {
                sent.add(
                    producer.send(
                        new Beacon(partition.events(), partition.now())
                            .encode(partition.topic(), partition.partition(), tenant)));
              }
              return Future.join(sent).<Void>mapEmpty();
            })
        // The next beacon says the same and more.
        .onFailure(cause -> LOG.debug("No beacons for {} this time: {}", tenant, cause.toString()))
        .otherwiseEmpty();
  }
}
