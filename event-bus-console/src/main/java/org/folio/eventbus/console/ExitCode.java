/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

/** The exit codes of the console; scripts rely on the numbers. */
public final class ExitCode {

  /** The requested event or state was found and is well, or the action was done. */
  public static final int OK = 0;

  /** A problem was found, for example an event was not applied. */
  public static final int PROBLEM = 1;

  /** The command was used wrongly, or a module rejects it. */
  public static final int USAGE = 2;

  /** A module did not answer or could not search everything; this weighs more than a problem. */
  public static final int INCOMPLETE = 3;

  private ExitCode() {}

  /** The code of an answer. */
  public static int of(boolean complete, boolean problem) {
    if (!complete) {
      return INCOMPLETE;
    }
    return problem ? PROBLEM : OK;
  }
}
