/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How something is done. */
final class ActionOptions {

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

  @Mixin private OwnerOption owner = new OwnerOption();

  boolean yes() {
    return yes;
  }

  String reason() {
    return reason;
  }

  OwnerOption owner() {
    return owner;
  }
}
