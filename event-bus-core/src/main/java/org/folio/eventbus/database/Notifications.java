/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.sql.DatabaseOutage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to PostgreSQL's notifications on its own connection, and reconnects when that is lost.
 * Notifications are a wake-up, not a guarantee: none arrives without a connection, so listeners
 * also poll.
 */
public final class Notifications {

  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

  // Short, because it only costs a connection attempt per second.
  private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);

  // A server that is gone silently is detected by a timeout. Milliseconds.
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int SILENCE = 15_000;

  // Some failed attempts; until then listeners poll.
  private static final Duration LIMIT = Duration.ofSeconds(25);

  private final Vertx vertx;
  private final Context context;
  private final Mover mover;
  private final Pool session;
  private final String address;
  private final Map<String, Handler<String>> listeners = new LinkedHashMap<>();
  private final List<Runnable> reconnected = new ArrayList<>();
  private @Nullable SqlConnection connection;
  private long heartbeat = -1;
  private boolean closed;
  private boolean away;

  /** Everything runs on the given context. */
  public Notifications(
      Vertx vertx, Context context, PgConnectOptions options, ProgressWatch watch) {
    this.vertx = vertx;
    this.context = context;
    this.mover = watch.mover(MoverKind.NOTIFICATIONS, "Listening to PostgreSQL", LIMIT);
    this.session = Database.session(vertx, options, SILENCE);
    this.address = options.getHost() + ":" + options.getPort();
  }

  /**
   * Adds a listener before {@link #start}.
   *
   * @param channel a name without quotes
   * @param payload called on the context with each notification's payload
   * @param reconnect called on the context after each connection, also the first
   */
  public void listen(String channel, Handler<String> payload, Runnable reconnect) {
    listeners.put(channel, payload);
    reconnected.add(reconnect);
  }

  /** Connects; retries until {@link #close}. */
  public void start() {
    context.runOnContext(
        start -> {
          mover.hasWork();
          heartbeat = vertx.setPeriodic(HEARTBEAT.toMillis(), beat -> beat());
          connect();
        });
  }

  /** Stops listening. */
  public Future<Void> close() {
    return Future.future(
        promise ->
            context.runOnContext(
                stop -> {
                  closed = true;
                  mover.close();
                  vertx.cancelTimer(heartbeat);
                  session.close().onComplete(promise);
                }));
  }

  private void connect() {
    if (closed) {
      return;
    }
    session
        .getConnection()
        .compose(opened -> listenOn(PgConnection.cast(opened)))
        .onSuccess(
            ready -> {
              if (away) {
                LOG.info("{} PostgreSQL at {} answers again", LogCode.DATABASE_BACK, address);
              }
              away = false;
              mover.moved();
              reconnected.forEach(Runnable::run);
            })
        .onFailure(
            cause -> {
              if (!away) {
                LOG.warn(
                    "{} PostgreSQL at {} {}: {}. Tried again each second.",
                    LogCode.DATABASE_AWAY,
                    address,
                    DatabaseOutage.of(cause).orElse("refuses"),
                    cause.getMessage());
              }
              away = true;
              mover.failed(cause.toString());
              connectLater();
            });
  }

  private Future<Void> listenOn(PgConnection opened) {
    connection = opened;
    opened.notificationHandler(
        notification -> {
          Handler<String> listener = listeners.get(notification.getChannel());
          if (listener != null) {
            listener.handle(notification.getPayload());
          }
        });
    Future<?> listening = Future.succeededFuture();
    for (String channel : listeners.keySet()) {
      listening = listening.compose(before -> opened.query("LISTEN " + channel).execute());
    }
    return listening
        .<Void>mapEmpty()
        .onSuccess(
            ready ->
                opened.closeHandler(
                    lost -> {
                      connection = null;
                      connectLater();
                    }))
        .onFailure(
            cause -> {
              connection = null;
              opened.close();
            });
  }

  private void beat() {
    if (connection != null) {
      Database.check(connection)
          .onSuccess(alive -> mover.moved())
          .onFailure(cause -> mover.failed(cause.toString()));
    }
  }

  private void connectLater() {
    if (!closed) {
      vertx.setTimer(RECONNECT_PAUSE.toMillis(), again -> connect());
    }
  }
}
