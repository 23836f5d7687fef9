/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.Modules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends events again. */
@Command(
    name = "republish",
    description =
        "Makes the publishing module send events of its journal again; duplicates are recognised.")
public final class RepublishCommand extends ActionCommand {

  @Parameters(paramLabel = "STREAM", description = "The stream")
  private String stream = "";

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(names = "--first", paramLabel = "N", description = "With --key: first sequence")
  private @Nullable Long first;

  @Option(names = "--last", paramLabel = "N", description = "With --key: last sequence")
  private @Nullable Long last;

  @Override
  EventBusModule chosen(Modules modules) {
    return Owners.ofStream(modules, stream);
  }

  @Override
  String path() {
    return "/event-bus/republish";
  }

  @Override
  ObjectNode body() {
    ObjectNode body = object().put("stream", stream);
    selection.into(body, surroundings().clock());
    put(body, "firstSequence", first);
    put(body, "lastSequence", last);
    return body;
  }
}
