/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.folio.eventbus.console.output.Text;
import picocli.CommandLine.Command;

/** How far subscriptions have come. */
@Command(
    name = "lag",
    description = "How far each subscription has come, and what keeps it. Best with --watch.")
public final class LagCommand extends ListCommand {

  /** The command. */
  public LagCommand() {
    super(
        "/event-bus/subscriptions",
        "subscriptions",
        "No module that answered has a subscription.",
        List.of(
            "SUBSCRIPTION",
            "PARTITIONS",
            "LAG",
            "SECONDS",
            "IN WORK",
            "APPLIED",
            "PARKED KEYS",
            "GAPS",
            "PROBLEMS AND LAST ERROR"));
  }

  @Override
  List<String> row(JsonNode one) {
    String problems = String.join("; ", Text.sentences(one.path("problems")));
    String error =
        one.has("lastError")
            ? Text.time(one.path("lastError"), "at")
                + " "
                + Text.of(one.path("lastError"), "message")
            : "";
    return List.of(
        Text.of(one, "name"),
        Text.of(one, "partitions"),
        Text.of(one, "lagEvents"),
        Text.of(one, "lagSeconds"),
        Text.of(one, "inFlight"),
        Text.of(one, "applied"),
        Text.of(one, "parkedKeys"),
        Text.of(one, "openGaps"),
        problems.isEmpty() ? error : problems);
  }

  @Override
  boolean problem(JsonNode one) {
    return !one.path("problems").isEmpty();
  }
}
