/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.ExitCode;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Answers;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.output.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The parked events of a key. */
@Command(name = "show", description = "Shows the parked events of one key, in order.")
final class ParkedShowCommand extends ConsoleCommand {

  private static final int UNPROCESSABLE = 422;

  @Mixin private ParkedKeyOptions which = new ParkedKeyOptions();
  @Mixin private OwnerOption owner = new OwnerOption();

  @Override
  Report report(Modules modules) {
    Map<String, String> question = new LinkedHashMap<>(which.members());
    question.putAll(output().disclosure());
    EventBusModule module =
        owner.or(modules, all -> Owners.ofSubscription(all, which.subscription()));
    ModuleAnswer answer = modules.ask(module, "/event-bus/parked/events", question);
    if (answer.status() == UNPROCESSABLE) {
      throw ConsoleException.usage(module.name() + ": " + answer.failure());
    }
    Answers answers = new Answers(List.of(answer));
    boolean any = !answer.body().path("events").isEmpty();
    return new Report(
        answers.json(),
        screen ->
            answers.table(
                screen,
                "No event of the key is parked.",
                List.of("SEQUENCE", "EVENT", "TYPE", "STATE", "SINCE", "PLACE", "CAUSE", "PAYLOAD"),
                rows(answer)),
        ExitCode.of(answers.complete(), any));
  }

  private static List<List<String>> rows(ModuleAnswer answer) {
    List<List<String>> rows = new ArrayList<>();
    // Empty unless the module has answered.
    for (JsonNode one : answer.body().path("events")) {
      rows.add(
          List.of(
              Text.of(one, "sequence"),
              Text.of(one, "eventId"),
              Text.of(one, "type"),
              Text.of(one, "state"),
              Text.time(one, "since"),
              "%s/%s/%s"
                  .formatted(
                      Text.of(one, "topic"), Text.of(one, "partition"), Text.of(one, "offset")),
              Text.of(one, "cause"),
              one.has("payload")
                  ? Text.of(one, "payload")
                  : one.path("edited").asBoolean() ? "mended" : ""));
    }
    return rows;
  }
}
