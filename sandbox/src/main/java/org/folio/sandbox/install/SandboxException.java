/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

/** Something the user has to know or do; the message says it in whole sentences. */
public final class SandboxException extends RuntimeException {

  /** With a message for the user. */
  public SandboxException(String message) {
    super(message);
  }

  /** With a message for the user and a cause for the log. */
  public SandboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
