/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.handler;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.time.Timeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the session of a transaction whose handler does not end. Its connection must not go back to
 * the pool: the handler still has it, and whatever it does later would be committed by itself, or
 * with the batch that got the connection next.
 */
public final class CutOff {

  private static final Logger LOG = LoggerFactory.getLogger(CutOff.class);

  // The number of a session that has ended may be a stranger's by now. Only ours is older than the
  // attempt; half of that time leaves room between the clocks.
  private static final String TERMINATE =
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE pid = $1 AND usename = current_user AND backend_start < clock_timestamp() - $2::interval / 2
      """;

  // Long enough for an end to be noticed here, short beside any handler limit.
  private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Timeline timeline;
  private final PgConnectOptions options;

  /**
   * @param options for a connection of its own, because those of the pool may all be taken
   */
  public CutOff(Vertx vertx, Timeline timeline, PgConnectOptions options) {
    this.vertx = vertx;
    this.timeline = timeline;
    this.options = options;
  }

  /**
   * Ends the session.
   *
   * @param age how long ago it was lent to the handler
   * @return completes when the session has ended, however long that takes; never fails. Do not give
   *     the connection back earlier: the next batch would get a session that is about to die
   */
  public Future<Void> end(SqlConnection tx, Duration age) {
    Promise<Void> ended = Promise.promise();
    // The pool learns of it in the same turn of the event loop, after this.
    tx.closeHandler(closed -> vertx.runOnContext(noticed -> ended.tryComplete()));
    terminate(PgConnection.cast(tx).processId(), age, ended);
    return ended.future();
  }

  private void terminate(int process, Duration age, Promise<Void> ended) {
    PgConnection.connect(vertx, options)
        .compose(
            open ->
                open.preparedQuery(TERMINATE)
                    .execute(Tuple.of(process, Interval.of(age)))
                    .eventually(open::close))
        .onSuccess(
            rows -> {
              if (rows.size() == 0) {
                ended.tryComplete();
              }
            })
        .onFailure(
            cause ->
                LOG.warn(
                    "{} The session {} of a handler that does not end could not be ended: {}. Tried again each second; its batch waits until then.",
                    LogCode.BATCH_SLOW,
                    process,
                    cause.toString()))
        .onComplete(
            attempted ->
                timeline.after(
                    NEXT_ATTEMPT,
                    () -> {
                      if (!ended.future().isComplete()) {
                        terminate(process, age, ended);
                      }
                    }));
  }
}
