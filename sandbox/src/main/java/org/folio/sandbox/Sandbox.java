/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox;

import org.folio.sandbox.install.SandboxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** Runs {@code ./bus}. */
@Command(
    name = "./bus",
    version = "circulation event bus 0.1.0",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = "The circulation event bus of FOLIO on this machine.",
    subcommands = {UpCommand.class, DownCommand.class, ResetCommand.class, DemoCommand.class})
public final class Sandbox {

  // Requested before other threads exist that could request theirs at the same time.
  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

  private Sandbox() {}

  /** Runs a command and ends with its exit code: 0 if all is well. */
  public static void main(String[] arguments) {
    CommandLine commands =
        new CommandLine(new Sandbox())
            .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line));
    System.exit(commands.execute(arguments.length == 0 ? new String[] {"--help"} : arguments));
  }

  private static int failed(Exception failure, CommandLine line) {
    if (!(failure instanceof SandboxException)) {
      LOG.error("The command failed", failure);
    }
    line.getErr().println(failure.getMessage() == null ? failure : failure.getMessage());
    return line.getCommandSpec().exitCodeOnExecutionException();
  }
}
