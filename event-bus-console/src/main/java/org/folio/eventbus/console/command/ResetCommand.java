/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.Modules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Resets a subscription's offsets. */
@Command(
    name = "reset",
    description = "Resets the committed offsets of a subscription; applied events stay applied.")
public final class ResetCommand extends ActionCommand {

  @Parameters(paramLabel = "SUBSCRIPTION", description = "The subscription")
  private String subscription = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "WHERE",
      description = "earliest, latest, time or offset")
  private String to = "";

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "With --to time: " + TimeOption.FORMS)
  private @Nullable String time;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "One topic only; --to offset needs it")
  private @Nullable String topic;

  @Option(
      names = "--partition",
      paramLabel = "N",
      description = "One partition only; --to offset needs it")
  private @Nullable Long partition;

  @Option(names = "--offset", paramLabel = "N", description = "With --to offset: which")
  private @Nullable Long offset;

  @Override
  EventBusModule chosen(Modules modules) {
    return Owners.ofSubscription(modules, subscription);
  }

  @Override
  String path() {
    return "/event-bus/subscriptions/" + subscription + "/reset";
  }

  @Override
  ObjectNode body() {
    ObjectNode body = object().put("to", to);
    if (time != null) {
      body.put("time", TimeOption.of("--time", time, surroundings().clock()).toString());
    }
    put(body, "topic", topic);
    put(body, "partition", partition);
    put(body, "offset", offset);
    return body;
  }
}
