/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Set;

/** What an external handler fails with when the module that it called did not answer with 2xx. */
public final class HttpStatusException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final int FIRST_SERVER_ERROR = 500;

  // RFC 9110: 408 Request Timeout; RFC 8470: 425 Too Early; RFC 6585: 429 Too Many Requests.
  private static final Set<Integer> TO_BE_REPEATED = Set.of(408, 425, 429);

  private final int status;

  /**
   * An answer that was not hoped for.
   *
   * @param status HTTP status
   * @param message what was called and what came back, without personal data and tokens
   */
  public HttpStatusException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Transient for 408, 425, 429 and 5xx, permanent for all others. */
  public FailureKind kind() {
    return status >= FIRST_SERVER_ERROR || TO_BE_REPEATED.contains(status)
        ? FailureKind.TRANSIENT
        : FailureKind.PERMANENT;
  }
}
