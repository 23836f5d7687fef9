/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Set;

/**
 * An external handler fails with this when the module that it called did not answer with 2xx.
 *
 * <p>The status says what the failure means, unless the handler knows better:
 *
 * <ul>
 *   <li>3xx, 401, 403, 404 and 429 say nothing about the event: an {@link FailureKind#OUTAGE}. The
 *       caller is not allowed to ask, is asked to slow down, or no instance serves the path.
 *   <li>408, 425 and 5xx may pass: {@link FailureKind#TRANSIENT}. For an external handler the
 *       library takes them for an outage too, unless the receiver answers other events of the
 *       tenant meanwhile.
 *   <li>All other 4xx refuse the event: {@link FailureKind#PERMANENT}.
 * </ul>
 */
public final class HttpStatusException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final int FIRST_CLIENT_ERROR = 400;
  private static final int FIRST_SERVER_ERROR = 500;

  private static final Set<Integer> NOT_OF_THE_EVENT = Set.of(401, 403, 404, 429);

  // RFC 9110: 408 Request Timeout; RFC 8470: 425 Too Early.
  private static final Set<Integer> PASSING = Set.of(408, 425);

  private final int status;
  private final FailureKind kind;

  /**
   * An answer whose status tells what it means.
   *
   * @param status HTTP status
   * @param message what was called and what came back, without personal data and tokens
   */
  public HttpStatusException(int status, String message) {
    this(status, message, kindOf(status));
  }

  /**
   * An answer whose meaning the handler knows, such as a 404 that refuses the event.
   *
   * @param status HTTP status
   * @param message what was called and what came back, without personal data and tokens
   * @param kind what the answer means
   */
  public HttpStatusException(int status, String message, FailureKind kind) {
    super(message);
    this.status = status;
    this.kind = kind;
  }

  private static FailureKind kindOf(int status) {
    if (status < FIRST_CLIENT_ERROR || NOT_OF_THE_EVENT.contains(status)) {
      return FailureKind.OUTAGE;
    }
    return status >= FIRST_SERVER_ERROR || PASSING.contains(status)
        ? FailureKind.TRANSIENT
        : FailureKind.PERMANENT;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What the answer means. */
  public FailureKind kind() {
    return kind;
  }
}
