/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import java.time.Duration;

/**
 * How long a call through Okapi may take.
 *
 * @param connect until the connection stands
 * @param answer from the start of the call until the whole answer has arrived
 */
public record OkapiTimeouts(Duration connect, Duration answer) {

  /** Okapi is in the same network; a connection that takes longer will not come. */
  public static final Duration DEFAULT_CONNECT = Duration.ofSeconds(3);

  /** A person waits at the desk for an answer that needs this one. */
  public static final Duration DEFAULT_ANSWER = Duration.ofSeconds(10);

  /** The timeouts of a client that was told none. */
  public static final OkapiTimeouts DEFAULT = new OkapiTimeouts(DEFAULT_CONNECT, DEFAULT_ANSWER);

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public OkapiTimeouts {
    if (connect.isZero() || connect.isNegative() || answer.isZero() || answer.isNegative()) {
      throw new IllegalArgumentException("Timeouts of calls through Okapi must be positive");
    }
  }
}
