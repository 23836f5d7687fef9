/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.benchmark.load.GeneratedEvent;

/** A module that publishes loan events with the library. */
final class Outbox implements AutoCloseable {

  private static final String MARK =
      """
      INSERT INTO "%1$s".published_event SELECT * FROM unnest($1::uuid[])
      """;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Vertx vertx = Vertx.vertx();
  private final EventBus bus;
  private final boolean marked;

  Outbox(Assignment assignment) {
    marked = assignment.special().marked();
    bus =
        EventBus.builder(vertx, assignment.settings(), Assignment.PRODUCER)
            .changelog(Tables.CHANGELOG)
            .publish(List.of(EventCatalog.LOAN_EVENTS))
            .build();
  }

  EventBus bus() {
    return bus;
  }

  Vertx vertx() {
    return vertx;
  }

  /** Publishes events in one transaction; completes after its commit. */
  Future<Void> publish(TenantId tenant, List<GeneratedEvent> events) {
    List<EventDraft> drafts =
        events.stream()
            .map(event -> EventDraft.of(event.type(), new JsonObject(event.payload())))
            .toList();
    return bus.pool()
        .withTransaction(
            tx ->
                bus.publisher()
                    .publish(tx, tenant, drafts)
                    .compose(published -> marked ? mark(tx, tenant, published) : done()));
  }

  private Future<Void> mark(SqlConnection tx, TenantId tenant, List<PublishedEvent> published) {
    UUID[] ids = published.stream().map(PublishedEvent::id).toArray(UUID[]::new);
    return tx.preparedQuery(MARK.formatted(bus.schema().of(tenant)))
        .execute(Tuple.of(ids))
        .mapEmpty();
  }

  private static Future<Void> done() {
    return Future.succeededFuture();
  }

  static <T> T get(Future<T> future) throws TimeoutException {
    return future.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws Exception {
    get(bus.close());
    get(vertx.close());
  }
}
