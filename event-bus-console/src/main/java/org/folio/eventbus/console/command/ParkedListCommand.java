/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.folio.eventbus.console.output.Text;
import picocli.CommandLine.Command;

/** Lists parked keys. */
@Command(
    name = "list",
    description = "Lists parked keys, oldest first; exit code 1 if there are any.")
final class ParkedListCommand extends ListCommand {

  ParkedListCommand() {
    super(
        "/event-bus/parked",
        "parked",
        "Nothing is parked.",
        List.of(
            "SUBSCRIPTION", "STREAM", "KEY", "EVENTS", "SINCE", "FIRST", "EVENT", "TYPE", "CAUSE"));
  }

  @Override
  List<String> row(JsonNode one) {
    return List.of(
        Text.of(one, "subscription"),
        Text.of(one, "stream"),
        Text.of(one, "key"),
        Text.of(one, "events"),
        Text.time(one, "since"),
        Text.of(one, "firstSequence"),
        Text.of(one, "eventId"),
        one.path("unreadable").asBoolean() ? "UNREADABLE" : Text.of(one, "type"),
        Text.of(one, "cause"));
  }

  @Override
  boolean problem(JsonNode one) {
    return true;
  }
}
