/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.folio.eventbus.console.output.Text;
import picocli.CommandLine.Command;

/** Lists why keys are parked. */
@Command(
    name = "causes",
    description = "Lists parked keys by cause, most keys first; exit code 1 if there are any.")
final class ParkedCausesCommand extends ListCommand {

  ParkedCausesCommand() {
    super(
        "/event-bus/parked/causes",
        "causes",
        "Nothing is parked.",
        List.of("SUBSCRIPTION", "KEYS", "EVENTS", "SINCE", "LATEST", "ONE OF THEM", "CAUSE"));
  }

  @Override
  List<String> row(JsonNode one) {
    return List.of(
        Text.of(one, "subscription"),
        Text.of(one, "keys"),
        Text.of(one, "events"),
        Text.time(one, "since"),
        Text.time(one, "latest"),
        Text.of(one.path("example"), "eventId"),
        Text.of(one, "cause"));
  }

  @Override
  boolean problem(JsonNode one) {
    return true;
  }
}
