/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Text;
import picocli.CommandLine.Command;

/** Lists gaps. */
@Command(
    name = "gaps",
    description =
        "Lists sequences that subscriptions miss or wait for, with the suspected cause; exit code 1 if there are any.")
public final class GapsCommand extends ListCommand {

  /** The command. */
  public GapsCommand() {
    super(
        "/event-bus/gaps",
        List.of("gaps", "awaited"),
        "Nothing is missing.",
        List.of(
            "SUBSCRIPTION",
            "STREAM",
            "KEY",
            "FIRST",
            "LAST",
            "NOTICED",
            "STATE",
            "ASKED FOR",
            "CAUSE"));
  }

  // Awaited sequences are in the memory of one instance; every instance reports missing ones.
  @Override
  List<ModuleAnswer> ask(Modules modules, String path, Map<String, String> query) {
    return modules.askInstances(path, query);
  }

  @Override
  List<List<String>> rows(Modules modules, List<ModuleAnswer> answers) {
    return super.rows(modules, answers).stream().distinct().toList();
  }

  @Override
  List<String> row(JsonNode one) {
    boolean reported = one.has("state");
    return List.of(
        Text.of(one, "subscription"),
        Text.of(one, "stream"),
        Text.of(one, "key"),
        Text.of(one, "firstSequence"),
        Text.of(one, "lastSequence"),
        Text.time(one, reported ? "noticedAt" : "since"),
        reported ? Text.of(one, "state") : "WAITING",
        Text.of(one, "requests"),
        Text.of(one, reported ? "cause" : "explanation"));
  }

  @Override
  boolean problem(JsonNode one) {
    return true;
  }
}
