/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.sqlclient.DatabaseException;
import java.util.Set;
import org.folio.eventbus.database.ConnectionFailure;

/** Whether it makes sense to try again. */
public enum FailureKind {
  /** The cause lies outside of the event and may pass; the same batch is tried again. */
  TRANSIENT,
  /** The event itself cannot be applied. */
  PERMANENT;

  // Classes of SQLSTATE (PostgreSQL manual, appendix A) that say nothing about the event:
  // connection,
  // rollback, resources, limits, intervention, system error; and access, catalog, schema and
  // syntax,
  // which mean that the installation is wrong. Parking the events of everyone would not mend that.
  private static final Set<String> TRANSIENT_CLASSES =
      Set.of("08", "25", "28", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "XX");

  /** Classifies a failure by its type and SQLSTATE. */
  public static FailureKind of(Throwable failure) {
    if (failure instanceof DatabaseException database) {
      String state = database.getSqlState();
      return state == null || TRANSIENT_CLASSES.contains(state.substring(0, 2))
          ? TRANSIENT
          : PERMANENT;
    }
    return ConnectionFailure.is(failure) ? TRANSIENT : PERMANENT;
  }
}
