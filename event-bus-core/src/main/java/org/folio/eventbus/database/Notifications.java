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
import org.folio.eventbus.progress.Mover;
import org.folio.eventbus.progress.MoverKind;
import org.folio.eventbus.progress.ProgressWatch;
import org.folio.eventbus.time.MachineTimeline;
import org.folio.eventbus.time.Timeline;
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

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  // Some beats in vain; until then those who listen look for themselves.
  private static final Duration LIMIT = Duration.ofSeconds(25);

  private final Vertx vertx;
  private final Context context;
  private final PgConnectOptions options;
  private final Timeline timeline;
  private final Mover mover;
  private final Map<String, Handler<String>> listeners = new LinkedHashMap<>();
  private final List<Runnable> reconnected = new ArrayList<>();
  private @Nullable PgConnection connection;
  private Runnable stopBeating = () -> {};
  private int attempt;
  private boolean closed;
  private boolean away;

  /** Everything runs on the given context. */
  public Notifications(
      Vertx vertx, Context context, PgConnectOptions options, ProgressWatch watch) {
    this.vertx = vertx;
    this.context = context;
    this.options = options;
    this.timeline = new MachineTimeline(context);
    this.mover = watch.mover(MoverKind.NOTIFICATIONS, "Listening to PostgreSQL", LIMIT);
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
    context.runOnContext(
        start -> {
          mover.hasWork();
          stopBeating = timeline.every(BEAT, this::beat);
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
                  stopBeating.run();
                  mover.close();
                  (connection == null ? Future.<Void>succeededFuture() : connection.close())
                      .onComplete(promise);
                }));
  }

  private void connect() {
    if (closed) {
      return;
    }
    int mine = ++attempt;
    timeline
        .within(
            CONNECT_LIMIT,
            PgConnection.connect(vertx, options)
                .compose(opened -> mine == attempt ? listenOn(opened) : tooLate(opened)))
        .onSuccess(
            ready -> {
              if (away) {
                LOG.info("{} PostgreSQL at {} answers again", LogCode.DATABASE_BACK, address());
              }
              away = false;
              mover.moved();
              reconnected.forEach(Runnable::run);
            })
        .onFailure(
            cause -> {
              if (!away) {
                LOG.warn(
                    "{} PostgreSQL at {} cannot be reached: {}. Tried again each second.",
                    LogCode.DATABASE_AWAY,
                    address(),
                    cause.getMessage());
              }
              away = true;
              attempt++;
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
        .onSuccess(ready -> opened.closeHandler(closing -> lost(opened)))
        .onFailure(cause -> opened.close());
  }

  private static Future<Void> tooLate(PgConnection opened) {
    return opened.close().compose(ended -> Future.failedFuture("The connection came too late"));
  }

  private void lost(PgConnection opened) {
    if (connection == opened) {
      connection = null;
      connectLater();
    }
  }

  // A connection that died without a word brings nothing, and looks like one on which nothing
  // happens.
  private void beat() {
    PgConnection open = connection;
    if (open != null) {
      timeline
          .within(ANSWER_LIMIT, open.query("SELECT 1").execute())
          .onSuccess(alive -> mover.moved())
          .onFailure(
              cause -> {
                mover.failed(cause.toString());
                // What is behind it may never answer the farewell.
                lost(open);
                open.close();
              });
    }
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
