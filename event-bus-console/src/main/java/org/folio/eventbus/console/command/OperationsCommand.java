/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.folio.eventbus.console.output.Text;
import picocli.CommandLine.Command;

/** Lists operators' actions. */
@Command(
    name = "operations",
    description =
        "Lists operators' actions on the tenant's events: who, what, why, before and after.")
public final class OperationsCommand extends ListCommand {

  /** The command. */
  public OperationsCommand() {
    super(
        "/event-bus/operations",
        "operations",
        "No operator has done anything.",
        List.of("TIME", "ACTION", "OUTCOME", "BY", "WHY", "WHAT", "BEFORE", "AFTER"));
  }

  @Override
  List<String> row(JsonNode one) {
    return List.of(
        Text.time(one, "performedAt"),
        Text.of(one, "action"),
        Text.of(one, "outcome"),
        Text.of(one, "performedBy"),
        Text.of(one, "reason"),
        Text.members(one.path("subject")),
        Text.members(one.path("before")),
        Text.members(one.path("after")));
  }

  @Override
  boolean problem(JsonNode one) {
    return false;
  }
}
