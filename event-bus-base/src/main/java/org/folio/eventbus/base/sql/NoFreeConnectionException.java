/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.sql;

import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.time.Duration;

/** All connections, or the one that a request needs, stayed in use until its wait limit. */
public final class NoFreeConnectionException extends IOException {

  NoFreeConnectionException(Duration waited) {
    super("the transaction before did not end for %s s".formatted(waited.toSeconds()));
  }

  public NoFreeConnectionException(PoolOptions pool) {
    super(
        "all %s connections (DB_MAXPOOLSIZE) were in use for %s s"
            .formatted(
                pool.getMaxSize(),
                pool.getConnectionTimeoutUnit().toSeconds(pool.getConnectionTimeout())));
  }
}
