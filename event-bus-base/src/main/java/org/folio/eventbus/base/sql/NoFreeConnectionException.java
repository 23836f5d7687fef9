/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.sql;

import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;

/** All connections of a pool stayed in use until the wait limit of the caller. */
public final class NoFreeConnectionException extends IOException {

  public NoFreeConnectionException(PoolOptions pool) {
    super(
        "all %s connections (DB_MAXPOOLSIZE) were in use for %s s"
            .formatted(
                pool.getMaxSize(),
                pool.getConnectionTimeoutUnit().toSeconds(pool.getConnectionTimeout())));
  }
}
