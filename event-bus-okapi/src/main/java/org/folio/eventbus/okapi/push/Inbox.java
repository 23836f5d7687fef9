/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.push;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.FailureClassifier;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.progress.RepeatedWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives pushed log records to the handler that subscriptions give others to. A record is marked
 * after it was kept; when a process ends in between, or another instance has taken it, too, it is
 * handled again, which changes nothing. What fails stays, and is tried again without end. May be
 * used from any thread.
 */
public final class Inbox {

  /** Its table, on the class path. */
  public static final String CHANGELOG = "org/folio/eventbus/okapi/push/changelog.sql";

  /**
   * How often all inboxes are looked at. The instance that stores a pushed record handles it at
   * once; this is for what was left over.
   */
  static final Duration LOOK = Duration.ofSeconds(5);

  // One statement.
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(20);

  // As long as a subscription's handler may take.
  private static final Duration HANDLER_LIMIT = SubscriptionPolicy.DEFAULT_HANDLER_LIMIT;

  /** As many as other modules may be asked about at once. */
  static final int BATCH_SIZE = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  private static final String SCHEMAS =
      """
      SELECT n.nspname AS schema FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE c.relname = 'pushed_log_record' AND c.relkind = 'r' ORDER BY n.nspname
      """;

  private final Pool pool;
  private final ModuleSchema schema;
  private final ExternalHandler handler;
  private final Map<TenantId, Future<Void>> running = new ConcurrentHashMap<>();
  private final Set<TenantId> awake = ConcurrentHashMap.newKeySet();

  /** The inbox of each tenant, emptied into the handler, which must be idempotent. */
  public Inbox(Pool pool, ModuleSchema schema, ExternalHandler handler) {
    this.pool = pool;
    this.schema = schema;
    this.handler = handler;
  }

  /** Looks at all inboxes from time to time, until Vert.x ends. */
  public void start(Vertx vertx, ProgressWatch watch) {
    // An instance that starts may have died before: what it left is not to wait.
    RepeatedWork.start(vertx, watch, "The look at pushed records", LOOK, LOOK_LIMIT, this::look);
  }

  /** Handles what waits; what fails is logged and tried again. */
  public void wake(TenantId tenant) {
    // A run that has not begun yet will see the new record; more than one such run helps nobody.
    if (awake.add(tenant)) {
      apply(tenant).onFailure(failure -> waits(tenant, failure));
    }
  }

  /**
   * Handles what waits and is due. Calls for one tenant follow each other.
   *
   * @return completes when nothing is due; fails if the database cannot be worked with
   */
  Future<Void> apply(TenantId tenant) {
    Future<Void> mine =
        running.compute(
            tenant,
            (id, before) ->
                before == null
                    ? Future.<Void>succeededFuture().compose(start -> begin(tenant))
                    : before.transform(ended -> begin(tenant)));
    return mine.onComplete(ended -> running.remove(tenant, mine));
  }

  /** Removes what was kept long ago. */
  public Future<Void> sweep(TenantId tenant) {
    return PushedTable.sweep(pool, schema.of(tenant));
  }

  private Future<?> look() {
    return pool.query(SCHEMAS)
        .execute()
        .onSuccess(
            rows -> {
              for (Row row : rows) {
                schema.tenantOf(row.getString("schema")).ifPresent(this::wake);
              }
            });
  }

  private Future<Void> begin(TenantId tenant) {
    awake.remove(tenant);
    return drain(tenant);
  }

  private Future<Void> drain(TenantId tenant) {
    return PushedTable.due(pool, schema.of(tenant), tenant, BATCH_SIZE)
        .compose(
            due -> {
              List<Future<Void>> all = new ArrayList<>();
              due.forEach(one -> all.add(one(tenant, one)));
              return Future.join(all)
                  .compose(
                      done ->
                          due.size() < BATCH_SIZE ? Future.<Void>succeededFuture() : drain(tenant));
            });
  }

  private Future<Void> one(TenantId tenant, PushedTable.Due due) {
    String name = schema.of(tenant);
    return Future.<Void>succeededFuture()
        .compose(start -> handler.handle(due.event()))
        // A record that is not kept by then is tried again, and keeps no other waiting.
        .timeout(HANDLER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .compose(
            done -> PushedTable.kept(pool, name, due),
            failure -> {
              if (FailureClassifier.STANDARD.classify(failure) == FailureKind.PERMANENT) {
                LOG.error(
                    "{} Pushed log record {} of tenant {} cannot be kept: {}. It stays stored and"
                        + " is tried again",
                    LogCode.PUSHED_EVENT_POISON,
                    due.event().id(),
                    tenant,
                    failure.getMessage());
              } else if (due.attempts() == 0) {
                waits(tenant, failure);
              }
              return PushedTable.failed(pool, name, due, String.valueOf(failure.getMessage()));
            });
  }

  private static void waits(TenantId tenant, Throwable failure) {
    LOG.warn(
        "{} Pushed log records of tenant {} wait: {}. They are stored and will be kept",
        LogCode.PUSHED_EVENTS_WAIT,
        tenant,
        failure.getMessage());
  }
}
