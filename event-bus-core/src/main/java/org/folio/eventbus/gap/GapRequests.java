/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.OpenGap;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.context.SubscriptionContext;
import org.folio.eventbus.tenant.TenantSweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks producers for missing events: at once when a gap is reported, and then again at growing
 * intervals while it is open. One of several instances asks. Used on one context only.
 */
public final class GapRequests {

  private static final Logger LOG = LoggerFactory.getLogger(GapRequests.class);

  // A gap is healed within seconds; a look at an index costs almost nothing.
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  // Requests of one check; a topic that was lost completely is requested piece by piece.
  private static final int MOST_REQUESTS = 100;

  private final SubscriptionContext context;
  private final ControlProducer producer;
  private final TenantSweep sweep;

  /** Sends no requests before {@link #tenants}. */
  public GapRequests(SubscriptionContext context, ControlProducer producer) {
    this.context = context;
    this.producer = producer;
    this.sweep =
        new TenantSweep(
            context.timeline(),
            context.bus().watch(),
            INTERVAL,
            "Asking for events that subscription %s misses".formatted(context.name()),
            this::look);
  }

  /** Changes the tenants whose events are requested. */
  public void tenants(Set<TenantId> enabled) {
    sweep.tenants(enabled);
  }

  /** Requests a tenant's events at once, because a gap has just been opened. */
  public void soon(TenantId tenant) {
    sweep.soon(tenant);
  }

  /** Stops sending requests. */
  public void close() {
    sweep.close();
  }

  // A failed request is sent again when its claim has expired.
  private Future<Void> look(TenantId tenant) {
    return GapTable.claim(
            context.bus().database().sweeps(),
            context.bus().module().of(tenant),
            context.name(),
            MOST_REQUESTS)
        .compose(gaps -> request(tenant, gaps));
  }

  private Future<Void> request(TenantId tenant, List<OpenGap> gaps) {
    List<Future<Void>> sent = new ArrayList<>();
    for (OpenGap gap : gaps) {
      if (gap.requests() == 1) {
        LOG.info(
            "{} {}: the producer of {} is asked for sequences {} to {} of a key of tenant {}",
            LogCode.GAP_REQUESTED,
            context.name(),
            gap.key().stream(),
            gap.range().first(),
            gap.range().last(),
            tenant);
      }
      sent.add(
          producer.send(
              new RepublishRequest(tenant, gap.key(), gap.range(), context.group())
                  .encode(context.bus().topics())));
    }
    return Future.join(sent).mapEmpty();
  }
}
