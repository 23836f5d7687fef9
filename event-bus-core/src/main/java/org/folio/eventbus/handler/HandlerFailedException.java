/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.handler;

import io.vertx.sqlclient.DatabaseException;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.base.sql.AbsentTables;

/** The handler could not apply a batch, for a reason that may lie in its events. */
public final class HandlerFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final FailureKind kind;

  public HandlerFailedException(FailureKind kind, Throwable cause) {
    super(cause);
    this.kind = kind;
  }

  /** An event that cannot be applied, found out without asking the handler. */
  public static HandlerFailedException because(String reason) {
    return new HandlerFailedException(FailureKind.PERMANENT, new IllegalArgumentException(reason));
  }

  /** Whether repeating it is of no use. */
  public boolean permanent() {
    return kind == FailureKind.PERMANENT;
  }

  /** What the handler said. */
  public String reason() {
    Throwable cause = getCause();
    String said = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return cause instanceof DatabaseException refused && AbsentTables.isUnqualified(refused)
        ? said + ". Put batch.schema() before the table's name"
        : said;
  }

  @Override
  public String toString() {
    return String.valueOf(getCause());
  }
}
