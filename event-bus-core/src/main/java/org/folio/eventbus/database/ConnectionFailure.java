/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.database;

import io.vertx.core.VertxException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Tells failures of a connection from everything else that can fail. */
public final class ConnectionFailure {

  private ConnectionFailure() {}

  /**
   * Whether a connection could not be made, was lost, or did not come in time. Vert.x reports a
   * lost connection by its base exception itself; what a handler reports with a bare message is a
   * subclass.
   */
  public static boolean is(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof TimeoutException
        || failure instanceof ClosedConnectionException
        || failure.getClass() == VertxException.class;
  }
}
