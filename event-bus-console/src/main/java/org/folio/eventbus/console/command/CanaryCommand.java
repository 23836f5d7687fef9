/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.folio.eventbus.console.output.Text;
import picocli.CommandLine.Command;

/** Shows when the last canary arrived. */
@Command(
    name = "canary",
    description =
        "Shows when each subscription received the last canary; canary send publishes one.",
    subcommands = CanarySendCommand.class)
public final class CanaryCommand extends ListCommand {

  /** The command. */
  public CanaryCommand() {
    super(
        "/event-bus/canary",
        "canaries",
        "No module that answered has a subscription.",
        List.of("SUBSCRIPTION", "STREAM", "SEQUENCE", "PUBLISHED", "RECEIVED", "LATE MS", "AGO S"));
  }

  @Override
  List<String> row(JsonNode one) {
    return List.of(
        Text.of(one, "subscription"),
        Text.of(one, "stream"),
        one.has("eventId") ? Text.of(one, "sequence") : "none yet",
        Text.time(one, "publishedAt"),
        Text.time(one, "receivedAt"),
        Text.of(one, "latenessMillis"),
        Text.of(one, "ageSeconds"));
  }

  @Override
  boolean problem(JsonNode one) {
    return false;
  }
}
