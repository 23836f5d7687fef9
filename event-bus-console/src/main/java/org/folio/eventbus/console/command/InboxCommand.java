/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.module.PushInbox;
import org.folio.eventbus.console.output.Answers;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.output.Screen;
import org.folio.eventbus.console.output.Text;
import picocli.CommandLine.Command;

/** Lists events pushed over HTTP. */
@Command(
    name = "inbox",
    description =
        "Lists events that were pushed over HTTP and cannot be applied; inbox release retries them.",
    subcommands = InboxReleaseCommand.class)
public final class InboxCommand extends ConsoleCommand {

  private static final List<String> COLUMNS =
      List.of("MODULE", "POSITION", "TYPE", "RECEIVED", "CAUSE");

  @Override
  Report report(Modules modules) {
    Answers answers = new Answers(asked(modules));
    boolean poison = answers.good().stream().anyMatch(one -> number(one) > 0);
    return new Report(
        answers.json(), screen -> print(answers, screen), ExitCode.of(answers.complete(), poison));
  }

  /** The module's answer; at most one. */
  static List<ModuleAnswer> asked(Modules modules) {
    List<ModuleAnswer> asked = PushInbox.ask(modules);
    if (asked.isEmpty()) {
      throw ConsoleException.usage(
          "No module that was asked has an inbox; there are " + Modules.names(modules.all()));
    }
    return asked;
  }

  static long number(ModuleAnswer answer) {
    return answer.body().path("totalRecords").asLong();
  }

  private static void print(Answers answers, Screen screen) {
    List<List<String>> rows = new ArrayList<>();
    for (ModuleAnswer answer : answers.good()) {
      for (JsonNode one : answer.body().path("poison")) {
        rows.add(
            List.of(
                answer.module().name(),
                Text.of(one, "position"),
                Text.of(one, "type"),
                Text.time(one, "receivedAt"),
                Text.of(one, "cause")));
      }
    }
    answers.table(screen, "All pushed events can be applied.", COLUMNS, rows);
    answers
        .good()
        .forEach(
            one ->
                screen.line(
                    "%s: %s cannot be applied, %s."
                        .formatted(
                            one.module().name(),
                            Text.count(number(one), "event"),
                            Text.of(one.body(), "waiting") + " wait")));
  }
}
