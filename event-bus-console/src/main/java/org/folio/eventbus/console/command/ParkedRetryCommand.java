/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.Modules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Retries an event with an edited payload. */
@Command(
    name = "retry",
    description = "Edits the payload of a parked event and releases its key; the original is kept.")
final class ParkedRetryCommand extends ActionCommand {

  @Option(
      names = "--subscription",
      required = true,
      paramLabel = "NAME",
      description = "The subscription")
  private String subscription = "";

  @Option(names = "--event", required = true, paramLabel = "ID", description = "The parked event")
  private String event = "";

  @Option(
      names = "--payload",
      paramLabel = "FILE",
      description =
          "File with the payload, a JSON object; bus parked show --reveal prints the original")
  private @Nullable Path payload;

  @Option(
      names = "--payload-text",
      paramLabel = "JSON",
      description = "The payload itself, instead of a file; other users of the machine may see it")
  private @Nullable String text;

  @Override
  EventBusModule chosen(Modules modules) {
    return Owners.ofSubscription(modules, subscription);
  }

  @Override
  String path() {
    return "/event-bus/parked/retry";
  }

  @Override
  ObjectNode body() {
    ObjectNode body = object().put("subscription", subscription).put("eventId", Ids.event(event));
    body.set("payload", read());
    return body;
  }

  private JsonNode read() {
    Path file = payload;
    String given = text;
    if ((file == null) == (given == null)) {
      throw ConsoleException.usage("Give the payload by --payload or --payload-text");
    }
    try {
      return JSON.readTree(file == null ? given : Files.readString(file));
    } catch (JsonProcessingException e) {
      throw ConsoleException.usage(
          "The payload%s is not JSON: %s"
              .formatted(file == null ? "" : " in " + file, e.getOriginalMessage()));
    } catch (IOException e) {
      throw ConsoleException.usage(
          "The payload in %s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
