/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.base.time.Timeline;
import org.folio.eventbus.database.Database;
import org.folio.eventbus.database.Notifications;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Distributes lanes over the instances of a module by advisory locks of one session. The session is
 * a lease: the server ends it, and frees the lanes, when the process has been silent for a while
 * because it was killed, paused or cut off. Used on one context only.
 */
final class LaneLocks {

  private static final Logger LOG = LoggerFactory.getLogger(LaneLocks.class);

  // Announces that an instance with fewer lanes wants a lane.
  private static final String CHANNEL = "event_bus_lane_wanted";

  private static final String TRY = "SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held";
  private static final String UNLOCK = "SELECT pg_advisory_unlock(hashtextextended($1, 0))";
  private static final String WANT = "SELECT pg_notify('" + CHANNEL + "', $1)";

  // Another instance takes over after this silence. Longer than a long pause of the garbage
  // collector.
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  // The lock is requested without waiting, so a longer silence is a lost connection.
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  // A lane of another instance is not requested at each event.
  private static final Duration ASK_AGAIN = Duration.ofMillis(500);

  private final Pool session;
  private final Timeline timeline;
  private final String instance = UUID.randomUUID().toString();
  private final Set<String> held = new HashSet<>();
  private final Set<String> wanted = new HashSet<>();
  private final Map<String, Long> refusedAt = new HashMap<>();
  private final Runnable stopHeartbeat;
  private @Nullable Future<SqlConnection> connection;

  LaneLocks(Vertx vertx, Timeline timeline, PgConnectOptions options) {
    this.timeline = timeline;
    this.session = Database.session(vertx, options, (int) LEASE.toMillis());
    this.stopHeartbeat = timeline.every(HEARTBEAT, this::beat);
  }

  /** Starts listening to the wishes of other instances. */
  void listen(Notifications notifications) {
    notifications.listen(CHANNEL, this::noteWish, () -> {});
  }

  /** The lock of one lane of a tenant. */
  LaneLock lane(String schema, int lane) {
    String name = schema + " " + lane;
    return new LaneLock() {
      @Override
      public Future<Boolean> acquire() {
        return LaneLocks.this.acquire(name);
      }

      @Override
      public boolean wantedElsewhere() {
        return wanted.contains(name);
      }

      @Override
      public Future<Void> release() {
        return LaneLocks.this.release(name);
      }
    };
  }

  Future<Void> close() {
    stopHeartbeat.run();
    connection = null;
    held.clear();
    return session.close();
  }

  private Future<Boolean> acquire(String lane) {
    if (held.contains(lane)) {
      return Future.succeededFuture(true);
    }
    Long refused = refusedAt.get(lane);
    if (refused != null && timeline.nanoTime() - refused < ASK_AGAIN.toNanos()) {
      return Future.succeededFuture(false);
    }
    return connection()
        .compose(
            open ->
                open.preparedQuery(TRY)
                    .execute(Tuple.of(lockName(lane)))
                    .compose(
                        rows -> {
                          boolean locked = rows.iterator().next().getBoolean("held");
                          // The session may have been lost since the answer.
                          if (locked && connection != null) {
                            held.add(lane);
                            refusedAt.remove(lane);
                          }
                          return locked ? Future.succeededFuture() : want(open, lane);
                        }))
        .timeout(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .map(asked -> held.contains(lane));
  }

  private Future<Void> want(SqlConnection open, String lane) {
    refusedAt.put(lane, timeline.nanoTime());
    return open.preparedQuery(WANT)
        .execute(Tuple.of(instance + " " + held.size() + " " + lane))
        .mapEmpty();
  }

  // Lanes go to an instance that has fewer, so in the end all have about as many.
  private void noteWish(String wish) {
    String[] parts = wish.split(" ", 3);
    boolean mine = parts[0].equals(instance);
    if (!mine && held.contains(parts[2]) && held.size() > Integer.parseInt(parts[1]) + 1) {
      wanted.add(parts[2]);
    }
  }

  private Future<Void> release(String lane) {
    wanted.remove(lane);
    if (!held.remove(lane)) {
      return Future.succeededFuture();
    }
    // The instance that wanted it has the next turn.
    refusedAt.put(lane, timeline.nanoTime());
    return connection()
        .compose(open -> open.preparedQuery(UNLOCK).execute(Tuple.of(lockName(lane))))
        .mapEmpty();
  }

  // Locks of a standby would exclude nobody.
  private void beat() {
    if (connection != null) {
      connection
          .compose(Database::check)
          .onFailure(cause -> LOG.debug("The lease could not be renewed: {}", cause.toString()));
    }
  }

  private Future<SqlConnection> connection() {
    if (connection == null) {
      Future<SqlConnection> opening = session.getConnection().compose(LaneLocks::lease);
      connection = opening;
      opening
          .onSuccess(open -> open.closeHandler(lost -> forget(opening)))
          .onFailure(cause -> forget(opening));
    }
    return connection;
  }

  // A server older than PostgreSQL 14 does not know the setting and ends the session only when the
  // process or its host is gone.
  private static Future<SqlConnection> lease(SqlConnection open) {
    return open.query("SET idle_session_timeout = " + LEASE.toMillis())
        .execute()
        .mapEmpty()
        .otherwiseEmpty()
        .map(open);
  }

  private void forget(Future<SqlConnection> lost) {
    if (connection == lost) {
      connection = null;
      held.clear();
      wanted.clear();
    }
  }

  private static String lockName(String lane) {
    return "event-bus-relay " + lane;
  }
}
