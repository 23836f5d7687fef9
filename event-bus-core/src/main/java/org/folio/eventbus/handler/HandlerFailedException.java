/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.handler;

import io.vertx.sqlclient.DatabaseException;
import java.util.Objects;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.base.sql.AbsentTables;

/** The handler could not apply a batch; its events may be the cause. */
public final class HandlerFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final FailureKind kind;

  public HandlerFailedException(FailureKind kind, Throwable cause) {
    super(cause);
    this.kind = kind;
  }

  /** An event that cannot be applied, as known without calling the handler. */
  public static HandlerFailedException because(String reason) {
    return new HandlerFailedException(FailureKind.PERMANENT, new IllegalArgumentException(reason));
  }

  /** Whether a retry is useless. */
  public boolean permanent() {
    return kind == FailureKind.PERMANENT;
  }

  /** The handler's failure; never null. */
  @Override
  public synchronized Throwable getCause() {
    return Objects.requireNonNull(super.getCause());
  }

  /** The handler's message. */
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
