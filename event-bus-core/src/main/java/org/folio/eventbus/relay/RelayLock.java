/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides which instance of a module relays a tenant's events: the one whose session holds the
 * advisory lock. The lock ends with the session, so a process that was killed blocks nobody. Used
 * on one context only.
 */
final class RelayLock {

  private static final String TRY = "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held";
  private static final String UNLOCK = "SELECT pg_advisory_unlock(hashtextextended($1, 0))";

  // The lock is asked for without waiting, so that a longer silence is a lost connection.
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final Set<String> held = new HashSet<>();
  private @Nullable Future<PgConnection> connection;

  RelayLock(Vertx vertx, PgConnectOptions options) {
    this.vertx = vertx;
    this.options = options;
  }

  /**
   * Tells whether this instance relays for the schema, after trying to become the one that does.
   */
  Future<Boolean> acquire(String schema) {
    if (held.contains(schema)) {
      return Future.succeededFuture(true);
    }
    return connection()
        .compose(open -> open.preparedQuery(TRY).execute(Tuple.of(name(schema))))
        .timeout(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .map(
            rows -> {
              boolean locked = rows.iterator().next().getBoolean("held");
              // The connection may have been lost between the answer and now.
              if (locked && connection != null) {
                held.add(schema);
              }
              return held.contains(schema);
            });
  }

  Future<Void> release(String schema) {
    if (!held.remove(schema)) {
      return Future.succeededFuture();
    }
    return connection()
        .compose(open -> open.preparedQuery(UNLOCK).execute(Tuple.of(name(schema))))
        .mapEmpty();
  }

  Future<Void> close() {
    Future<PgConnection> open = connection;
    connection = null;
    held.clear();
    return open == null
        ? Future.succeededFuture()
        : open.compose(PgConnection::close, failed -> Future.succeededFuture());
  }

  private Future<PgConnection> connection() {
    if (connection == null) {
      Future<PgConnection> opening = PgConnection.connect(vertx, options);
      connection = opening;
      opening
          .onSuccess(open -> open.closeHandler(lost -> forget(opening)))
          .onFailure(cause -> forget(opening));
    }
    return connection;
  }

  private void forget(Future<PgConnection> lost) {
    if (connection == lost) {
      connection = null;
      held.clear();
    }
  }

  private static String name(String schema) {
    return "event-bus-relay " + schema;
  }
}
