/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.Modules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gives up missing sequences. */
@Command(name = "skip", description = "Gives up missing sequences, so that a stopped key resumes.")
public final class SkipCommand extends ActionCommand {

  @Option(
      names = "--subscription",
      required = true,
      paramLabel = "NAME",
      description = "The subscription")
  private String subscription = "";

  @Option(names = "--stream", required = true, paramLabel = "STREAM", description = "The stream")
  private String stream = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description = "The key, in clear or masked")
  private String key = "";

  @Option(
      names = "--first",
      required = true,
      paramLabel = "N",
      description = "First missing sequence")
  private long first;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Last one to give up. Default: the first")
  private @Nullable Long last;

  @Override
  EventBusModule chosen(Modules modules) {
    return Owners.ofSubscription(modules, subscription);
  }

  @Override
  String path() {
    return "/event-bus/gaps/skip";
  }

  @Override
  ObjectNode body() {
    ObjectNode body =
        object()
            .put("subscription", subscription)
            .put("stream", stream)
            .put("key", key)
            .put("firstSequence", first);
    put(body, "lastSequence", last);
    return body;
  }
}
