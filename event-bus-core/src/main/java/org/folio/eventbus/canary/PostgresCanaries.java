/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.canary;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.Canaries;
import org.folio.eventbus.admin.Canary;
import org.folio.eventbus.admin.SeenCanary;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.ActionOutcome;
import org.folio.eventbus.admin.action.ActionResult;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.outbox.OutboxPublisher;
import org.folio.eventbus.park.OperationTable;
import org.jspecify.annotations.Nullable;

/** Publishes canaries, and reports when the last one arrived. Safe for use by several threads. */
public final class PostgresCanaries implements Canaries {

  // A round that comes a little early must not skip its turn.
  private static final int CLAIMED_TENTHS = 8;
  private static final int TENTHS = 10;

  private final Pool pool;
  private final ModuleSchema module;
  private final Set<String> published;
  private final Supplier<List<Subscription>> subscriptions;
  private final EventBusSettings settings;

  /**
   * The canaries of a module.
   *
   * @param published the streams that the module publishes
   */
  public PostgresCanaries(
      Pool pool,
      ModuleSchema module,
      Set<String> published,
      Supplier<List<Subscription>> subscriptions,
      EventBusSettings settings) {
    this.pool = pool;
    this.module = module;
    this.published = new TreeSet<>(published);
    this.subscriptions = subscriptions;
    this.settings = settings;
  }

  @Override
  public Duration interval() {
    return settings.canaryInterval();
  }

  @Override
  public Future<List<SeenCanary>> seen(TenantId tenant) {
    return CanaryTable.last(pool, module.of(tenant), subscriptions.get());
  }

  @Override
  public Future<ActionResult> publish(
      TenantId tenant, @Nullable String stream, Justification why, boolean dryRun) {
    if (!canPublish() || stream != null && !published.contains(stream)) {
      return Future.failedFuture(new IllegalArgumentException(refusal(stream)));
    }
    Set<String> streams = stream == null ? published : Set.of(stream);
    JsonObject subject = new JsonObject().put("streams", new JsonArray(List.copyOf(streams)));
    if (dryRun) {
      return Future.succeededFuture(
          ActionResult.dryRun(
              Action.CANARY,
              "A canary would be published on " + String.join(", ", streams),
              new JsonObject(),
              subject));
    }
    String schema = module.of(tenant);
    return pool.withTransaction(
        tx ->
            store(tx, schema, streams)
                .compose(
                    ids -> {
                      JsonObject after =
                          new JsonObject()
                              .put(
                                  "eventIds",
                                  new JsonArray(ids.stream().map(UUID::toString).toList()));
                      return OperationTable.write(
                              tx,
                              schema,
                              Action.CANARY,
                              subject,
                              why,
                              ActionOutcome.DONE.name(),
                              new JsonObject(),
                              after)
                          .map(
                              operation ->
                                  ActionResult.done(
                                      Action.CANARY,
                                      "A canary was committed to the outbox on %s. GET /event-bus/events/{id} here tells when it is sent, in each subscribing module when it arrived; GET /event-bus/canary there tells how late"
                                          .formatted(String.join(", ", streams)),
                                      operation,
                                      new JsonObject(),
                                      after));
                    }));
  }

  /** Publishes the canaries that are due, unless another instance does. */
  Future<Void> publishDue(TenantId tenant) {
    if (!canPublish()) {
      return Future.succeededFuture();
    }
    String schema = module.of(tenant);
    Future<Void> stored = Future.succeededFuture();
    for (String stream : published) {
      stored =
          stored.compose(
              before ->
                  pool.withTransaction(
                      tx ->
                          CanaryTable.claim(
                                  tx,
                                  schema,
                                  stream,
                                  interval().multipliedBy(CLAIMED_TENTHS).dividedBy(TENTHS))
                              .compose(
                                  due ->
                                      due
                                          ? store(tx, schema, Set.of(stream)).mapEmpty()
                                          : Future.succeededFuture())));
    }
    return stored;
  }

  private boolean canPublish() {
    return !published.isEmpty() && settings.kafka().topics().stream();
  }

  private String refusal(@Nullable String stream) {
    if (published.isEmpty()) {
      return "This module publishes nothing; ask the publishing module";
    }
    return settings.kafka().topics().stream()
        ? "This module does not publish %s; it publishes %s"
            .formatted(stream, String.join(", ", published))
        : "Canaries travel on the topic of a stream, and EVENT_TOPICS=per-type writes none";
  }

  private static Future<List<UUID>> store(
      SqlConnection tx, String schema, Collection<String> streams) {
    Instant now = Instant.now();
    List<UUID> ids = new ArrayList<>();
    Future<Void> stored = Future.succeededFuture();
    for (String stream : new TreeSet<>(streams)) {
      UUID id = Canary.id(now);
      ids.add(id);
      stored =
          stored.compose(
              before ->
                  OutboxPublisher.storeOwn(
                          tx,
                          schema,
                          id,
                          Canary.TYPE,
                          new StreamKey(stream, Canary.KEY),
                          new JsonObject().put("publishedAt", now.toString()),
                          now)
                      .map((PublishedEvent done) -> null));
    }
    return stored.map(ids);
  }
}
