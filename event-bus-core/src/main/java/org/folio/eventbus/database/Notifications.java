/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.log.LogCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to PostgreSQL's notifications on a connection of its own and connects again when that is
 * lost. Notifications are a wake-up, not a guarantee: while there is no connection none arrives, so
 * listeners also look for themselves from time to time.
 */
public final class Notifications {

  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

  // Short, because nothing but a connection attempt per second hangs on it.
  private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Context context;
  private final PgConnectOptions options;
  private final Map<String, Handler<String>> listeners = new LinkedHashMap<>();
  private final List<Runnable> reconnected = new ArrayList<>();
  private @Nullable PgConnection connection;
  private boolean closed;
  private boolean away;

  /** Everything runs on the given context. */
  public Notifications(Vertx vertx, Context context, PgConnectOptions options) {
    this.vertx = vertx;
    this.context = context;
    this.options = options;
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

  /** Connects; when that fails, it is tried again until {@link #close}. */
  public void start() {
    context.runOnContext(start -> connect());
  }

  /** Stops listening. */
  public Future<Void> close() {
    return Future.future(
        promise ->
            context.runOnContext(
                stop -> {
                  closed = true;
                  (connection == null ? Future.<Void>succeededFuture() : connection.close())
                      .onComplete(promise);
                }));
  }

  private void connect() {
    if (closed) {
      return;
    }
    PgConnection.connect(vertx, options)
        .compose(this::listenOn)
        .onSuccess(
            ready -> {
              if (away) {
                LOG.info("{} PostgreSQL at {} answers again", LogCode.DATABASE_BACK, address());
              }
              away = false;
              reconnected.forEach(Runnable::run);
            })
        .onFailure(
            cause -> {
              if (!away) {
                LOG.warn(
                    "{} PostgreSQL at {} {}: {}. Tried again each second.",
                    LogCode.DATABASE_AWAY,
                    address(),
                    DatabaseOutage.of(cause).orElse("refuses"),
                    cause.getMessage());
              }
              away = true;
              connectLater();
            });
  }

  private Future<Void> listenOn(PgConnection opened) {
    connection = opened;
    // The close handler, which follows, is enough.
    opened.exceptionHandler(ended -> LOG.debug("The listening session ends: {}", ended.toString()));
    opened.notificationHandler(
        notification -> {
          Handler<String> listener = listeners.get(notification.getChannel());
          if (listener != null) {
            listener.handle(notification.getPayload());
          }
        });
    Future<?> listening = WritableConnections.check(opened);
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
        .onFailure(cause -> opened.close());
  }

  private void connectLater() {
    if (!closed) {
      vertx.setTimer(RECONNECT_PAUSE.toMillis(), again -> connect());
    }
  }

  private String address() {
    return options.getHost() + ":" + options.getPort();
  }
}
