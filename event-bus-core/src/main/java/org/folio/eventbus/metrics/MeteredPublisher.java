/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.metrics;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.EventPublisher;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.metrics.MetricNames;

/**
 * Counts events when they are stored; it does not know whether the caller's transaction commits.
 */
final class MeteredPublisher implements EventPublisher {

  private final EventPublisher publisher;
  private final Counters published;

  MeteredPublisher(EventPublisher publisher, Counters published) {
    this.publisher = publisher;
    this.published = published;
  }

  @Override
  public Future<List<PublishedEvent>> publish(
      SqlConnection tx, TenantId tenant, List<EventDraft> events) {
    return publisher.publish(tx, tenant, events).onSuccess(stored -> count(tenant, stored));
  }

  private void count(TenantId tenant, List<PublishedEvent> stored) {
    for (PublishedEvent event : stored) {
      if (!event.repeated()) {
        published.add(tenant, MetricNames.STREAM, event.stream(), 1);
      }
    }
  }
}
