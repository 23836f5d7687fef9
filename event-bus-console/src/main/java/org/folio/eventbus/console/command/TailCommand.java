/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.folio.eventbus.console.Console;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.Surroundings;
import org.folio.eventbus.console.module.ModuleDirectory;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.PrintedCommands;
import org.folio.eventbus.console.output.Terminal;
import org.folio.eventbus.console.output.Text;
import org.folio.eventbus.console.trace.Follower;
import org.folio.eventbus.console.trace.Moment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows new events. */
@Command(
    name = "tail",
    description = "Follows new events and receipts of all modules until Ctrl-C.",
    footer = {"", "  bus tail --type ITEM_CHECKED_OUT --json | grep PARKED"})
public final class TailCommand implements Callable<Integer> {

  private static final ObjectMapper LINES = new ObjectMapper();
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private SearchOptions search = new SearchOptions();

  @Option(names = "--json", description = "A JSON object on each line")
  private boolean json;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "Ends after this time. Default: runs until Ctrl-C")
  private @Nullable Integer length;

  @Override
  public Integer call() {
    Surroundings around = ((Console) spec.root().userObject()).surroundings();
    Modules modules = ModuleDirectory.find(connection.connection(around));
    Map<String, String> question = new LinkedHashMap<>(search.question(around.clock()));
    Instant end = length == null ? Instant.MAX : around.clock().instant().plusSeconds(length);
    Follower follower =
        new Follower(
            () -> modules,
            question,
            around.clock(),
            new Terminal(
                spec.commandLine().getErr(), around.colours(), PrintedCommands.AS_THEY_ARE));
    Terminal screen =
        new Terminal(spec.commandLine().getOut(), around.colours(), PrintedCommands.AS_THEY_ARE);
    boolean complete = true;
    while (true) {
      complete &= follower.look(moment -> show(screen, moment));
      screen.out().flush();
      if (!around.clock().instant().isBefore(end) || !Pause.of(BETWEEN)) {
        return ExitCode.of(complete, false);
      }
    }
  }

  private void show(Terminal screen, Moment moment) {
    if (json) {
      try {
        screen.line(LINES.writeValueAsString(moment));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("A moment cannot be written as JSON", e);
      }
    } else {
      screen.row(
          Text.time(Instant.parse(moment.at())),
          moment.module(),
          moment.what(),
          moment.event() + "  " + moment.evidence());
    }
  }
}
