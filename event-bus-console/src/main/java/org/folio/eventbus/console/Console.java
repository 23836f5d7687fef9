/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.folio.eventbus.console.command.CanaryCommand;
import org.folio.eventbus.console.command.CommandGroups;
import org.folio.eventbus.console.command.ConsoleCommand;
import org.folio.eventbus.console.command.DoctorCommand;
import org.folio.eventbus.console.command.ExportCommand;
import org.folio.eventbus.console.command.GapsCommand;
import org.folio.eventbus.console.command.InboxCommand;
import org.folio.eventbus.console.command.KeyCommand;
import org.folio.eventbus.console.command.LagCommand;
import org.folio.eventbus.console.command.OperationsCommand;
import org.folio.eventbus.console.command.ParkedCommand;
import org.folio.eventbus.console.command.PatronCommand;
import org.folio.eventbus.console.command.ReconcileCommand;
import org.folio.eventbus.console.command.ReplayCommand;
import org.folio.eventbus.console.command.RepublishCommand;
import org.folio.eventbus.console.command.ResetCommand;
import org.folio.eventbus.console.command.ServeCommand;
import org.folio.eventbus.console.command.SkipCommand;
import org.folio.eventbus.console.command.TailCommand;
import org.folio.eventbus.console.command.TopicsCommand;
import org.folio.eventbus.console.command.TraceCommand;
import org.folio.eventbus.console.command.WitnessCommand;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Report;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** Runs {@code ./bus trace} and the other commands for modules. */
@Command(
    name = "bus",
    version = "circulation event bus 0.1.0",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    description = "Finds events: asks all modules that have an event bus.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:found and well, or done",
      "1:something is not as it should be, for example an event was not applied",
      "2:wrong usage, or a module refuses the action",
      "3:a module could not be reached or could not search everything; weighs more than 1"
    })
public final class Console {

  /** System property with the file of a running sandbox that lists its modules. */
  public static final String SANDBOX_PROPERTY = "console.sandbox";

  private static final String COMPLETION = "generate-completion";

  // In the order of the list.
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("trace", TraceCommand.class);
    COMMANDS.put("key", KeyCommand.class);
    COMMANDS.put("patron", PatronCommand.class);
    COMMANDS.put("tail", TailCommand.class);
    COMMANDS.put("export", ExportCommand.class);
    COMMANDS.put("doctor", DoctorCommand.class);
    COMMANDS.put("lag", LagCommand.class);
    COMMANDS.put("gaps", GapsCommand.class);
    COMMANDS.put("parked", ParkedCommand.class);
    COMMANDS.put("inbox", InboxCommand.class);
    COMMANDS.put("topics", TopicsCommand.class);
    COMMANDS.put("canary", CanaryCommand.class);
    COMMANDS.put("witness", WitnessCommand.class);
    COMMANDS.put("operations", OperationsCommand.class);
    COMMANDS.put("serve", ServeCommand.class);
    COMMANDS.put("skip", SkipCommand.class);
    COMMANDS.put("replay", ReplayCommand.class);
    COMMANDS.put("reset", ResetCommand.class);
    COMMANDS.put("republish", RepublishCommand.class);
    COMMANDS.put("reconcile", ReconcileCommand.class);
    COMMANDS.put(COMPLETION, AutoComplete.GenerateCompletion.class);
  }

  private final Surroundings surroundings;

  private Console(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs a command and exits with one of {@link ExitCode}. */
  public static void main(String[] arguments) {
    CommandLine commands =
        commandLine(
                new Surroundings(
                    System.getenv(),
                    Ansi.AUTO.enabled(),
                    Optional.ofNullable(System.getProperty(SANDBOX_PROPERTY)).map(Path::of),
                    Clock.systemUTC()),
                wanted(arguments))
            // An ellipsis and an arrow are not ASCII, whatever the platform's default is.
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    System.exit(commands.execute(arguments.length == 0 ? new String[] {"--help"} : arguments));
  }

  // Only the named command is created: creating all others takes longer than most answers.
  // Completion and the list of commands need all.
  private static Map<String, Class<?>> wanted(String[] arguments) {
    String name = arguments.length == 0 ? "" : arguments[0];
    Class<?> named = COMMANDS.get(name);
    return named == null || name.equals(COMPLETION) ? COMMANDS : Map.of(name, named);
  }

  /** All commands, with the given surroundings. */
  public static CommandLine commandLine(Surroundings surroundings) {
    return commandLine(surroundings, COMMANDS);
  }

  private static CommandLine commandLine(Surroundings surroundings, Map<String, Class<?>> wanted) {
    CommandLine commands = new CommandLine(new Console(surroundings));
    wanted.forEach(commands::addSubcommand);
    // Both are passed on to the existing subcommands.
    commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line));
    if (wanted == COMMANDS) {
      CommandGroups.arrange(commands);
    }
    return commands;
  }

  /**
   * Answers a command in place of a person at a shell: same arguments, same answer. Options that
   * name modules have no effect.
   *
   * @param arguments the name of the command first; a file name after {@code @} is a text like
   *     others
   * @param progress receives lines about long work
   * @throws ConsoleException if the command is used wrongly, or no module can be asked
   */
  public static Report answer(
      Surroundings surroundings, Modules modules, List<String> arguments, PrintWriter progress) {
    String[] words = arguments.toArray(String[]::new);
    CommandLine commands = commandLine(surroundings, wanted(words)).setErr(progress);
    commands.setExpandAtFiles(false);
    try {
      List<CommandLine> named = commands.parseArgs(words).asCommandLineList();
      if (named.get(named.size() - 1).getCommand() instanceof ConsoleCommand asked) {
        return asked.answer(modules);
      }
      throw ConsoleException.usage(String.join(" ", arguments) + " has no answer to show");
    } catch (ParameterException e) {
      throw ConsoleException.usage(String.valueOf(e.getMessage()));
    }
  }

  /** The surroundings of this command line. */
  public Surroundings surroundings() {
    return surroundings;
  }

  private static int failed(Exception failure, CommandLine line) throws Exception {
    if (failure instanceof ConsoleException told) {
      line.getErr().println(told.getMessage());
      return told.exitCode();
    }
    throw failure;
  }
}
