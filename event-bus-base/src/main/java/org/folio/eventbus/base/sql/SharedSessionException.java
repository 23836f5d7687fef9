/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.sql;

import java.sql.SQLException;

/** A pooler shares the session of a client with another one between two transactions. */
public final class SharedSessionException extends SQLException {

  public SharedSessionException() {
    super(
        "a pooler at DB_HOST and DB_PORT shares sessions between clients (PgBouncer: pool_mode is not session)."
            + " Session locks, LISTEN and prepared statements need a dedicated session:"
            + " set pool_mode = session, or connect to PostgreSQL itself");
  }
}
