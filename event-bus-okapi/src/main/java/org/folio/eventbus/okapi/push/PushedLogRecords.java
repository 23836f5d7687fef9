/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.push;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.FailureClassifier;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.log.LogCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes pushed log records to the handler of the subscriptions. A record is marked after it was
 * handled. If a process ends in between, or another instance has taken it too, it is handled again,
 * which changes nothing. A failed record stays, and is retried without limit.
 */
public final class PushedLogRecords implements PushedStore {

  /** Its table, on the class path. */
  public static final String CHANGELOG = "org/folio/eventbus/okapi/push/changelog.sql";

  // The handler limit of a subscription.
  private static final Duration HANDLER_LIMIT = SubscriptionPolicy.DEFAULT_HANDLER_LIMIT;

  /** As many as other modules may be asked about at once. */
  static final int BATCH_SIZE = 16;

  private static final Logger LOG = LoggerFactory.getLogger(PushedLogRecords.class);

  private final ExternalHandler handler;

  /** Records for a handler, which must be idempotent. */
  public PushedLogRecords(ExternalHandler handler) {
    this.handler = handler;
  }

  /** Deletes records that were handled long ago. */
  public static Future<Void> sweep(SqlConnection connection, String schema) {
    return PushedLogRecordTable.sweep(connection, schema);
  }

  @Override
  public String table() {
    return PushedLogRecordTable.NAME;
  }

  @Override
  public String due() {
    return PushedLogRecordTable.IS_DUE;
  }

  @Override
  public Future<Void> drain(Pool pool, String schema, TenantId tenant) {
    return PushedLogRecordTable.due(pool, schema, tenant, BATCH_SIZE)
        .compose(
            due -> {
              List<Future<Void>> all = new ArrayList<>();
              due.forEach(one -> all.add(one(pool, schema, one)));
              return Future.join(all)
                  .compose(
                      done ->
                          due.size() < BATCH_SIZE
                              ? Future.<Void>succeededFuture()
                              : drain(pool, schema, tenant));
            });
  }

  private Future<Void> one(Pool pool, String schema, PushedLogRecordTable.Due due) {
    return Future.<Void>succeededFuture()
        .compose(start -> handler.handle(due.event()))
        // A record that is not handled by then is retried, and delays no other.
        .timeout(HANDLER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .compose(
            done -> PushedLogRecordTable.kept(pool, schema, due),
            failure -> {
              log(due, failure);
              return PushedLogRecordTable.failed(
                  pool, schema, due, String.valueOf(failure.getMessage()));
            });
  }

  private static void log(PushedLogRecordTable.Due due, Throwable failure) {
    if (FailureClassifier.STANDARD.classify(failure) == FailureKind.PERMANENT) {
      LOG.error(
          "{} Pushed log record {} of tenant {} cannot be kept: {}. It stays stored and is tried"
              + " again",
          LogCode.PUSHED_EVENT_POISON,
          due.event().id(),
          due.event().tenant(),
          failure.getMessage());
    } else if (due.attempts() == 0) {
      LOG.warn(
          "{} Pushed log record {} of tenant {} cannot be applied yet: {}. It is stored and retried",
          LogCode.PUSHED_EVENTS_WAIT,
          due.event().id(),
          due.event().tenant(),
          failure.getMessage());
    }
  }
}
