/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.folio.eventbus.log.LogCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the session of a transaction whose handler does not end. Its connection must not go back to
 * the pool: the handler still has it, and whatever it does later would be committed by itself.
 */
final class CutOff {

  private static final Logger LOG = LoggerFactory.getLogger(CutOff.class);

  private static final String TERMINATE = "SELECT pg_terminate_backend($1)";

  private final Vertx vertx;
  private final PgConnectOptions options;

  /**
   * @param options for a connection of its own, because those of the pool may all be taken
   */
  CutOff(Vertx vertx, PgConnectOptions options) {
    this.vertx = vertx;
    this.options = options;
  }

  void end(SqlConnection tx) {
    int process = PgConnection.cast(tx).processId();
    PgConnection.connect(vertx, options)
        .compose(
            open ->
                open.preparedQuery(TERMINATE).execute(Tuple.of(process)).eventually(open::close))
        .onFailure(
            cause ->
                LOG.warn(
                    "{} The session {} of a handler that does not end could not be ended: {}. Its batch is repeated when it ends.",
                    LogCode.BATCH_SLOW,
                    process,
                    cause.toString()));
  }
}
