/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import picocli.CommandLine.Option;

/** Whether something is done, and why. */
final class ConsentOptions {

  @Option(
      names = "--yes",
      description = "Does it; without this only what would be done is told, and nothing changes")
  private boolean yes;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WHY",
      description = "Why; modules note it in their operation log")
  private String reason = "";

  boolean yes() {
    return yes;
  }

  String reason() {
    return reason;
  }
}
