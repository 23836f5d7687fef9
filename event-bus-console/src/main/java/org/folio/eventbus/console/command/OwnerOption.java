/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.util.function.Function;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.Modules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Selects the responsible module if it is not clear. */
final class OwnerOption {

  @Option(
      names = "--module",
      paramLabel = "MODULE",
      description = "Name of the module to ask. Default: the only one that can answer")
  private @Nullable String name;

  /** The named module or, by default, the one that is found. */
  EventBusModule or(Modules modules, Function<Modules, EventBusModule> found) {
    return name == null ? found.apply(modules) : modules.called(name);
  }
}
