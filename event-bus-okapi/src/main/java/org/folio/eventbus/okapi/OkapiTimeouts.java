/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi;

import java.time.Duration;

/**
 * The time limits of a call through Okapi.
 *
 * @param connect until the connection is open
 * @param answer from the start of the call until the complete answer has arrived
 */
public record OkapiTimeouts(Duration connect, Duration answer) {

  /** Okapi is in the same network; a slower connection will not succeed. */
  public static final Duration DEFAULT_CONNECT = Duration.ofSeconds(3);

  /** A person at the desk waits for an answer that needs this one. */
  public static final Duration DEFAULT_ANSWER = Duration.ofSeconds(10);

  /** The default timeouts. */
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
