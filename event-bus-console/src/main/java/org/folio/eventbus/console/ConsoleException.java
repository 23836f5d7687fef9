/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

/** Ends a command with a sentence that says what is wrong and what to do. */
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

  /** Somebody who is needed does not answer. */
  public static ConsoleException unreachable(String sentence) {
    return new ConsoleException(ExitCode.INCOMPLETE, sentence);
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
