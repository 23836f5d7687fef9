/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

/** Ends a command with a sentence that names the problem and the remedy. */
public final class ConsoleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * A sentence for the user.
   *
   * @param exitCode one of {@link ExitCode}
   */
  public ConsoleException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** The command was used wrongly. */
  public static ConsoleException usage(String sentence) {
    return new ConsoleException(ExitCode.USAGE, sentence);
  }

  /** A required server does not answer. */
  public static ConsoleException unreachable(String sentence) {
    return new ConsoleException(ExitCode.INCOMPLETE, sentence);
  }

  /** The exit code of the process. */
  public int exitCode() {
    return exitCode;
  }
}
