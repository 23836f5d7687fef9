/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--module",
      paramLabel = "MODULE",
      description = "Which module does it, by its name. Default: the only one that can")
  private @Nullable String module;

  boolean yes() {
    return yes;
  }

  String reason() {
    return reason;
  }

  @Nullable String module() {
    return module;
  }
}
