/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Handles events that could not be applied. */
@Command(
    name = "parked",
    description =
        "Handles events that could not be applied: causes, list, show, release, retry, discard.",
    subcommands = {
      ParkedCausesCommand.class,
      ParkedListCommand.class,
      ParkedShowCommand.class,
      ParkedReleaseCommand.class,
      ParkedRetryCommand.class,
      ParkedDiscardCommand.class
    })
public final class ParkedCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Which? " + String.join(", ", spec.subcommands().keySet()));
  }
}
