/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ready when the database answers. */
public final class DatabaseReadiness implements ReadinessCheck {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseReadiness.class);
  private static final String PROBE = "SELECT 1";

  private final Pool pool;

  /** A check of the given connections. */
  public DatabaseReadiness(Pool pool) {
    this.pool = pool;
  }

  @Override
  public Future<List<String>> problems() {
    return pool.query(PROBE)
        .execute()
        .map(rows -> List.<String>of())
        .recover(
            failure -> {
              LOG.warn(
                  "CEB-3003 The database does not answer; the module is not ready until it does",
                  failure);
              return Future.succeededFuture(
                  List.of("The database does not answer; see the module's log"));
            });
  }
}
