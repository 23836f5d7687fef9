/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.folio.eventbus.console.output.Text;
import picocli.CommandLine.Command;

/** Lists topics. */
@Command(
    name = "topics",
    description = "Lists the topics that modules write and read: partitions, copies, retention.")
public final class TopicsCommand extends ListCommand {

  /** The command. */
  public TopicsCommand() {
    super(
        "/event-bus/topics",
        "topics",
        "No module that answered needs a topic.",
        List.of(
            "TOPIC", "WRITES", "READ BY", "PARTITIONS", "COPIES", "IN SYNC", "HOURS", "PROBLEMS"));
  }

  @Override
  List<String> row(JsonNode one) {
    boolean exists = one.path("exists").asBoolean();
    return List.of(
        Text.of(one, "topic"),
        one.path("written").asBoolean() ? "yes" : "",
        Text.of(one, "subscriptions"),
        exists ? Text.of(one, "partitions") : "missing",
        exists ? Text.of(one, "copies") : "",
        exists ? Text.of(one, "inSyncCopies") : "",
        exists ? Text.of(one, "retentionHours") : "",
        String.join("; ", Text.sentences(one.path("problems"))));
  }

  @Override
  boolean problem(JsonNode one) {
    return !one.path("problems").isEmpty();
  }
}
