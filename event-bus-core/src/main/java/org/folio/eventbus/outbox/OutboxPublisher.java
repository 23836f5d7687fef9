/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.EventPublisher;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.PublicationWatch;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.sql.AbsentTables;
import org.folio.eventbus.base.sql.GroupCommit;
import org.folio.eventbus.base.wire.EventHeaders;
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
   * A publisher of the given event types, with a watch.
   *
   * @param maxRequestBytes size of the largest request to a broker
   * @param watch sees each publication, or null
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

  /**
   * Stores an event of the bus itself, which is in no catalog and not watched.
   *
   * @param type begins with {@link EventHeaders#CONTROL_TYPES}
   */
  public static Future<PublishedEvent> storeOwn(
      SqlConnection tx,
      String schema,
      UUID id,
      String type,
      StreamKey key,
      JsonObject payload,
      Instant time) {
    NewEvent event =
        new NewEvent(
            id,
            false,
            type,
            key.stream(),
            key.key(),
            payload.encode(),
            time,
            Correlation.NONE,
            null);
    return new Publication(tx, schema, List.of(event), null)
        .store()
        .map(published -> published.get(0));
  }

  @Override
  public Future<List<PublishedEvent>> publish(
      SqlConnection tx, TenantId tenant, List<EventDraft> events) {
    if (tx.transaction() == null) {
      return Future.failedFuture(
          new IllegalStateException(
              "Publish within a transaction: begin() or withTransaction(...). Without one the numbers of events that are not stored would be missing for ever"));
    }
    return checked(events).compose(checked -> store(tx, tenant, checked));
  }

  /**
   * Publishes in transactions of its own, which concurrent calls for a tenant share. Each call is
   * checked by itself before.
   */
  public Publishing sharing(Vertx vertx, Pool pool) {
    GroupCommit<TenantId, List<NewEvent>, List<PublishedEvent>> commits =
        new GroupCommit<>(vertx, pool, List::size, this::storeTogether);
    return (tenant, events) -> checked(events).compose(checked -> commits.submit(tenant, checked));
  }

  private Future<List<List<PublishedEvent>>> storeTogether(
      SqlConnection tx, TenantId tenant, List<List<NewEvent>> calls) {
    return store(tx, tenant, calls.stream().flatMap(List::stream).toList())
        .map(
            published -> {
              Iterator<PublishedEvent> next = published.iterator();
              return calls.stream()
                  .map(call -> call.stream().map(event -> next.next()).toList())
                  .toList();
            });
  }

  private Future<List<NewEvent>> checked(List<EventDraft> events) {
    try {
      return Future.succeededFuture(check.check(events));
    } catch (InvalidEventException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<List<PublishedEvent>> store(
      SqlConnection tx, TenantId tenant, List<NewEvent> events) {
    return new Publication(tx, schema.of(tenant), events, watch)
        .store()
        .recover(cause -> Future.failedFuture(understood(cause, tenant)));
  }

  private Throwable understood(Throwable cause, TenantId tenant) {
    return AbsentTables.cause(cause)
        ? new IllegalStateException(
            "Tenant %s has no outbox of %s; enable the tenant before anything is published"
                .formatted(tenant, schema.module()),
            cause)
        : cause;
  }
}
