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
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.outbox.SentTable;
import org.folio.eventbus.tenant.TenantSweep;
import org.folio.eventbus.topic.EventTopics;

/**
 * Sends beacons: soon after events were sent to a partition, and then again at growing intervals,
 * because a beacon may be lost together with the events before it. One of several instances sends.
 * Used on one context only.
 */
public final class BeaconSender {

  // Together with the time for a beacon and a request, a lost event is back within a minute.
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Pool pool;
  private final ModuleSchema module;
  private final EventTopics topics;
  private final ControlProducer producer;
  private final TenantSweep sweep;

  /** Sends nothing before {@link #tenants}. */
  public BeaconSender(
      Timeline timeline,
      ProgressWatch watch,
      Pool pool,
      ModuleSchema module,
      EventTopics topics,
      ControlProducer producer) {
    this.pool = pool;
    this.module = module;
    this.topics = topics;
    this.producer = producer;
    this.sweep = new TenantSweep(timeline, watch, INTERVAL, "Sending beacons", this::look);
  }

  /** Changes the tenants for whose events beacons are sent. */
  public void tenants(Set<TenantId> enabled) {
    sweep.tenants(enabled);
  }

  /** Stops sending. */
  public void close() {
    sweep.close();
  }

  // A failure needs no retry: the next beacon includes its content.
  private Future<?> look(TenantId tenant) {
    return SentTable.claim(pool, module.of(tenant), INTERVAL)
        .compose(
            partitions -> {
              List<Future<Void>> sent = new ArrayList<>();
              for (SentTable.Sent partition : partitions) {
                // FOLIO's own consumers of its native topics expect only events there.
                if (topics.typeOf(partition.topic()).isPresent()) {
                  continue;
                }
                sent.add(
                    producer.send(
                        new Beacon(partition.events(), partition.now())
                            .encode(partition.topic(), partition.partition(), tenant)));
              }
              return Future.join(sent).<Void>mapEmpty();
            });
  }
}
