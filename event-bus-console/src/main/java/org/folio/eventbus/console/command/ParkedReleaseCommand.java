/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.Modules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a key go on. */
@Command(
    name = "release",
    description = "Applies the parked events of a key in order, until one fails.")
final class ParkedReleaseCommand extends ActionCommand {

  @Mixin private ParkedKeyOptions which = new ParkedKeyOptions();

  @Override
  EventBusModule chosen(Modules modules) {
    return Owners.ofSubscription(modules, which.subscription());
  }

  @Override
  String path() {
    return "/event-bus/parked/release";
  }

  @Override
  ObjectNode body() {
    ObjectNode body = object();
    which.members().forEach(body::put);
    return body;
  }
}
