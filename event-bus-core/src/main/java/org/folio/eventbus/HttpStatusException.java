/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.Set;

/**
 * An external handler fails with this exception when the called module did not answer with 2xx.
 *
 * <p>The status determines the meaning of the failure unless the handler knows better:
 *
 * <ul>
 *   <li>3xx, 401, 403, 404 and 429 say nothing about the event: an {@link FailureKind#OUTAGE}. The
 *       caller lacks a permission, must slow down, or no instance serves the path.
 *   <li>408, 425 and 5xx may pass: {@link FailureKind#TRANSIENT}. For an external handler the
 *       library treats them as an outage too, unless the receiver answers other events of the
 *       tenant meanwhile.
 *   <li>All other 4xx reject the event: {@link FailureKind#PERMANENT}.
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
   * A response whose status determines its meaning.
   *
   * @param status HTTP status
   * @param message the call and its response, without personal data and tokens
   */
  public HttpStatusException(int status, String message) {
    this(status, message, kindOf(status));
  }

  /**
   * A response whose meaning the handler knows, such as a 404 that rejects the event.
   *
   * @param status HTTP status
   * @param message the call and its response, without personal data and tokens
   * @param kind the meaning of the response
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

  /** The meaning of the response. */
  public FailureKind kind() {
    return kind;
  }
}
