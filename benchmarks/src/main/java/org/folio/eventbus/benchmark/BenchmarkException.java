/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark;

/** The benchmark cannot go on, for a reason that its user can understand. */
public final class BenchmarkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a sentence for the user. */
  public BenchmarkException(String message) {
    super(message);
  }

  /** With a sentence for the user and what lies behind it. */
  public BenchmarkException(String message, Throwable cause) {
    super(message, cause);
  }
}
