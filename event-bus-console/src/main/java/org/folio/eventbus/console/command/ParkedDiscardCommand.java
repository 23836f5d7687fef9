/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.module.EventBusModule;
import org.folio.eventbus.console.module.Modules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Discards an event. */
@Command(
    name = "discard",
    description =
        "Sets the first parked event of a key aside for good; later events proceed, and the record is kept.")
final class ParkedDiscardCommand extends ActionCommand {

  @Option(
      names = "--subscription",
      required = true,
      paramLabel = "NAME",
      description = "The subscription")
  private String subscription = "";

  @Option(
      names = "--event",
      paramLabel = "ID",
      description = "The parked event, the first of its key")
  private @Nullable String event;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Topic of an unreadable record, which has no id")
  private @Nullable String topic;

  @Option(names = "--partition", paramLabel = "N", description = "Its partition")
  private @Nullable Long partition;

  @Option(names = "--offset", paramLabel = "N", description = "Its offset")
  private @Nullable Long offset;

  @Override
  EventBusModule chosen(Modules modules) {
    return Owners.ofSubscription(modules, subscription);
  }

  @Override
  String path() {
    return "/event-bus/parked/discard";
  }

  @Override
  ObjectNode body() {
    ObjectNode body = object().put("subscription", subscription);
    String id = event;
    if (id == null && (topic == null || partition == null || offset == null)) {
      throw ConsoleException.usage(
          "Name the event by --event, or an unreadable record by --topic, --partition and --offset");
    }
    if (id != null) {
      return body.put("eventId", Ids.event(id));
    }
    put(body, "topic", topic);
    put(body, "partition", partition);
    put(body, "offset", offset);
    return body;
  }
}
