/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A failed call through Okapi. The message names interface and status, never an id or a token. */
public final class OkapiException extends RuntimeException {

  private static final int NO_STATUS = 0;

  private final int status;

  private OkapiException(String message, int status, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  static OkapiException answered(String call, int status) {
    return new OkapiException(call + " was answered with status " + status, status, null);
  }

  static OkapiException unreadable(String call, int status, Throwable cause) {
    return new OkapiException(call + " was answered with a body that is not JSON", status, cause);
  }

  /** The cause of a timeout is omitted: it quotes the whole path, with ids. */
  static OkapiException late(String call, long millis) {
    return new OkapiException(call + " was not answered within " + millis + " ms", NO_STATUS, null);
  }

  static OkapiException tooLong(String call, Throwable cause) {
    return new OkapiException(
        call + " was answered with more than is read of an answer", NO_STATUS, cause);
  }

  static OkapiException unreachable(String call, Throwable cause) {
    return new OkapiException(
        call + " could not be sent, or the connection broke", NO_STATUS, cause);
  }

  /** The status of the answer; empty if there was none. */
  public OptionalInt status() {
    return status == NO_STATUS ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /**
   * True if no complete answer arrived: the connection failed, the time was up, or it was too long.
   */
  public boolean isUnreachable() {
    return status == NO_STATUS;
  }
}
