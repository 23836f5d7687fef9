/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.EventPublisher;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.PublicationWatch;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;

/** Publishes through the transactional outbox. */
public final class OutboxPublisher implements EventPublisher {

  // Records carry headers of some hundred bytes beside the payload.
  private static final int HEADER_ROOM = 16 * 1024;

  private final ModuleSchema schema;
  private final DraftCheck check;
  private final @Nullable PublicationWatch watch;

  /**
   * A publisher of the given event types.
   *
   * @param maxRequestBytes size of the largest request to a broker
   */
  public OutboxPublisher(
      ModuleSchema schema, EventCatalog catalog, int maxRequestBytes, Clock clock) {
    this(schema, catalog, maxRequestBytes, clock, null);
  }

  /**
   * A publisher of the given event types, which is watched.
   *
   * @param maxRequestBytes size of the largest request to a broker
   * @param watch sees what is published, or null
   */
  public OutboxPublisher(
      ModuleSchema schema,
      EventCatalog catalog,
      int maxRequestBytes,
      Clock clock,
      @Nullable PublicationWatch watch) {
    this.watch = watch;
    this.schema = schema;
    this.check = new DraftCheck(catalog, maxRequestBytes - HEADER_ROOM, clock);
  }

  @Override
  public Future<List<PublishedEvent>> publish(
      SqlConnection tx, TenantId tenant, List<EventDraft> events) {
    List<NewEvent> checked;
    try {
      checked = check.check(events);
    } catch (InvalidEventException e) {
      return Future.failedFuture(e);
    }
    return new Publication(tx, schema.of(tenant), checked, watch).store();
  }
}
