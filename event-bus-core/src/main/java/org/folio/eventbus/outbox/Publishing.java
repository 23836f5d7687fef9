/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.Future;
import java.util.List;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.EventPublisher;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;

/** Publishes events in some transaction, with the results of {@link EventPublisher#publish}. */
@FunctionalInterface
public interface Publishing {

  Future<List<PublishedEvent>> publish(TenantId tenant, List<EventDraft> events);
}
