/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.Modules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replays records. */
@Command(
    name = "replay",
    description =
        "Makes a subscription read records again from Kafka; only missed events are applied.")
public final class ReplayCommand extends ActionCommand {

  @Parameters(paramLabel = "SUBSCRIPTION", description = "The subscription")
  private String subscription = "";

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "With --partition: the place on Kafka")
  private @Nullable String topic;

  @Option(names = "--partition", paramLabel = "N", description = "The partition")
  private @Nullable Long partition;

  @Option(names = "--from-offset", paramLabel = "N", description = "First offset")
  private @Nullable Long fromOffset;

  @Option(names = "--end-offset", paramLabel = "N", description = "Offset after the last")
  private @Nullable Long endOffset;

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "How many events at most; 10,000 unless given")
  private @Nullable Long most;

  @Option(
      names = "--shadow",
      description = "Applies events to a new schema beside the live one, and compares both")
  private boolean shadow;

  @Option(
      names = "--compare",
      paramLabel = "TABLE",
      split = ",",
      description = "With --shadow: tables to compare; all unless given")
  private List<String> compare = List.of();

  @Override
  EventBusModule chosen(Modules modules) {
    return Owners.ofSubscription(modules, subscription);
  }

  @Override
  String path() {
    return "/event-bus/subscriptions/" + subscription + "/replay";
  }

  @Override
  ObjectNode body() {
    ObjectNode body = object();
    selection.into(body, surroundings().clock());
    put(body, "topic", topic);
    put(body, "partition", partition);
    put(body, "fromOffset", fromOffset);
    put(body, "endOffset", endOffset);
    put(body, "most", most);
    if (shadow) {
      body.put("target", "shadow");
    }
    if (!compare.isEmpty()) {
      var tables = body.putArray("compare");
      compare.forEach(table -> tables.addObject().put("table", table));
    }
    return body;
  }
}
