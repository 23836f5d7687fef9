/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import org.folio.eventbus.FailureKind;

/** The handler could not apply a batch, for a reason that may lie in its events. */
final class HandlerFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final FailureKind kind;

  HandlerFailedException(FailureKind kind, Throwable cause) {
    super(cause);
    this.kind = kind;
  }

  /** An event that cannot be applied, found out without asking the handler. */
  static HandlerFailedException because(String reason) {
    return new HandlerFailedException(FailureKind.PERMANENT, new IllegalArgumentException(reason));
  }

  /** Whether repeating it is of no use. */
  boolean permanent() {
    return kind == FailureKind.PERMANENT;
  }

  /** What the handler said. */
  String reason() {
    Throwable cause = getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  @Override
  public String toString() {
    return String.valueOf(getCause());
  }
}
