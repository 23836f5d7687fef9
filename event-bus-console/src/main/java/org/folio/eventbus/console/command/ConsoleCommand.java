/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.folio.eventbus.console.Console;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.Surroundings;
import org.folio.eventbus.console.module.ModuleDirectory;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.PrintedCommands;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.output.Terminal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks modules and shows their answers, once or repeatedly. */
public abstract class ConsoleCommand implements Callable<Integer> {

  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  // Clears the screen of a terminal and moves to its top.
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * Asks.
   *
   * @throws ConsoleException if no module can be asked
   */
  abstract Report report(Modules modules);

  /**
   * The answer alone, for a caller that shows it elsewhere. The command must have been parsed.
   *
   * @throws ConsoleException if it is used wrongly, or no module can be asked
   */
  public final Report answer(Modules modules) {
    return report(modules);
  }

  @Override
  public final Integer call() {
    Modules modules = ModuleDirectory.find(connection.connection(surroundings()));
    Integer seconds = output.watch();
    if (seconds == null) {
      return show(report(modules));
    }
    if (seconds < 1) {
      throw ConsoleException.usage("--watch must be at least 1, not " + seconds);
    }
    while (true) {
      if (surroundings().colours() && !output.json()) {
        out().print(CLEAR);
      }
      int code = show(report(modules));
      if (!Pause.of(Duration.ofSeconds(seconds))) {
        return code;
      }
    }
  }

  private int show(Report report) {
    if (output.json()) {
      out().println(text(report));
    } else {
      report.text().accept(screen());
    }
    out().flush();
    return report.exitCode();
  }

  private String text(Report report) {
    try {
      return JSON.writeValueAsString(connection.commands().in(report.json()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written as JSON", e);
    }
  }

  final Terminal screen() {
    return new Terminal(out(), surroundings().colours(), connection.commands());
  }

  /** Progress goes to standard error, apart from the answer. */
  final Terminal notes() {
    return new Terminal(
        spec.commandLine().getErr(), surroundings().colours(), PrintedCommands.AS_THEY_ARE);
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final OutputOptions output() {
    return output;
  }

  final Surroundings surroundings() {
    return ((Console) spec.root().userObject()).surroundings();
  }
}
