/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

/** A problem that the user must know or solve; the message is in complete sentences. */
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
