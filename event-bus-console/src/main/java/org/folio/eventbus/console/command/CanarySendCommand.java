/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.Modules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tests the whole path. */
@Command(
    name = "send",
    description = "Publishes a test event that passes the whole path and reaches no handler.")
final class CanarySendCommand extends ActionCommand {

  @Parameters(paramLabel = "STREAM", description = "The stream")
  private String stream = "";

  @Override
  EventBusModule chosen(Modules modules) {
    return Owners.ofStream(modules, stream);
  }

  @Override
  String path() {
    return "/event-bus/canary";
  }

  @Override
  ObjectNode body() {
    return object().put("stream", stream);
  }
}
