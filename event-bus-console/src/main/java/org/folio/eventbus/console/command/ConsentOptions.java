/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import picocli.CommandLine.Option;

/** Whether to execute the action, and why. */
final class ConsentOptions {

  @Option(
      names = "--yes",
      description = "Executes the action; without it the command only says what it would do")
  private boolean yes;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WHY",
      description = "The reason; modules record it in their operation log")
  private String reason = "";

  boolean yes() {
    return yes;
  }

  String reason() {
    return reason;
  }
}
