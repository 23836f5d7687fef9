/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Releases a key, or all keys parked for one cause. */
@Command(
    name = "release",
    description =
        "Applies the parked events of a key in order, until one fails. With --cause: of all keys parked for one cause.")
final class ParkedReleaseCommand extends ActionCommand {

  private static final String NEXT = "next";

  @Mixin private ParkedKeyOptions which = new ParkedKeyOptions();

  @Option(
      names = "--cause",
      paramLabel = "TEXT",
      description = "Instead of a key: all keys parked for this cause, as doctor shows it")
  private @Nullable String cause;

  @Option(
      names = "--up-to",
      paramLabel = "POSITION",
      description = "With --cause: none that was parked after the dry run which printed it")
  private @Nullable Long upTo;

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
    if (cause == null) {
      if (upTo != null) {
        throw ConsoleException.usage("--up-to belongs to --cause");
      }
      which.members().forEach(body::put);
      return body;
    }
    if (which.given()) {
      throw ConsoleException.usage("Name a key or --cause, not both");
    }
    put(body, "upTo", upTo);
    return body.put("subscription", which.subscription()).put("cause", cause);
  }

  /**
   * A module tries some keys of a cause at a time; the command repeats until all were tried, or its
   * thread is interrupted.
   */
  @Override
  JsonNode act(Modules modules, EventBusModule module) {
    JsonNode step = step(modules, module, body());
    ReleasedKeys all = new ReleasedKeys(step);
    while (step.has(NEXT) && !Thread.currentThread().isInterrupted()) {
      notes().line(Text.of(step, "explanation"));
      notes().out().flush();
      try {
        step = step(modules, module, body().put("after", step.path(NEXT).asLong()));
      } catch (ConsoleException e) {
        all.stopped(String.valueOf(e.getMessage()));
        break;
      }
      all.add(step);
    }
    return all.result();
  }
}
