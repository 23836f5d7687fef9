/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Selects events to read or send again. */
final class SelectionOptions {

  @Option(names = "--key", paramLabel = "KEY", description = "The key")
  private @Nullable String key;

  @Option(
      names = "--event",
      paramLabel = "ID",
      split = ",",
      description = "Ids of events, separated by commas")
  private List<String> events = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Sent at this time or later: " + TimeOption.FORMS)
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Sent before this time")
  private @Nullable String to;

  void into(ObjectNode body, Clock clock) {
    ActionCommand.put(body, "key", key);
    if (!events.isEmpty()) {
      ArrayNode ids = body.putArray("eventIds");
      events.forEach(one -> ids.add(Ids.event(one)));
    }
    if (from != null) {
      body.put("from", TimeOption.of("--from", from, clock).toString());
    }
    if (to != null) {
      body.put("to", TimeOption.of("--to", to, clock).toString());
    }
  }
}
