/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

/**
 * The handler could not apply a batch, for a reason that lies in its events.
 *
 * @see FailureKind#PERMANENT
 */
final class HandlerFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  HandlerFailedException(Throwable cause) {
    super(cause);
  }

  /** What the handler said. */
  String reason() {
    Throwable cause = getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
