/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark;

/** The benchmark cannot continue, for a reason that its user can understand. */
public final class BenchmarkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message for the user. */
  public BenchmarkException(String message) {
    super(message);
  }

  /** Creates the exception with a message for the user and a cause. */
  public BenchmarkException(String message, Throwable cause) {
    super(message, cause);
  }
}
