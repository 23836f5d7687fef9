/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark;

import org.folio.eventbus.benchmark.audit.AuditCommand;
import org.folio.eventbus.benchmark.blocks.BlocksCommand;
import org.folio.eventbus.benchmark.publish.PublishCommand;
import org.folio.eventbus.benchmark.search.SearchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The commands of {@code ./bus bench}. */
@Command(
    name = "./bus",
    version = "circulation event bus 0.1.0",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = "The benchmark of the circulation event bus.",
    subcommands = {
      AuditCommand.class,
      BenchCommand.class,
      BlocksCommand.class,
      PublishCommand.class,
      SearchCommand.class
    })
public final class Benchmark {

  private Benchmark() {}

  /** Runs the benchmark and exits with its exit code: 0 if every result was correct. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Benchmark())
        .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line))
        .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
  }

  private static int failed(Exception failure, CommandLine line) throws Exception {
    if (failure instanceof BenchmarkException) {
      line.getErr().println(failure.getMessage());
      return line.getCommandSpec().exitCodeOnExecutionException();
    }
    throw failure;
  }
}
