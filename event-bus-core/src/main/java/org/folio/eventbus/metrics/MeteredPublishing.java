/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;
import org.folio.eventbus.outbox.Publishing;

/**
 * Counts events when they are stored; it does not know whether the caller's transaction commits.
 */
final class MeteredPublishing implements Publishing {

  private final Publishing publishing;
  private final Counters published;

  MeteredPublishing(Publishing publishing, Counters published) {
    this.publishing = publishing;
    this.published = published;
  }

  @Override
  public Future<List<PublishedEvent>> publish(TenantId tenant, List<EventDraft> events) {
    return publishing.publish(tenant, events).onSuccess(stored -> count(tenant, stored));
  }

  private void count(TenantId tenant, List<PublishedEvent> stored) {
    for (PublishedEvent event : stored) {
      if (!event.repeated()) {
        published.add(tenant, MetricNames.STREAM, event.stream(), 1);
      }
    }
  }
}
