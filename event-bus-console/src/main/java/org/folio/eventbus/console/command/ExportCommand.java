/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Answers;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.output.Text;
import org.folio.eventbus.console.trace.KeyTimeline;
import org.folio.eventbus.console.trace.PersonalData;
import org.folio.eventbus.console.trace.Trace;
import org.folio.eventbus.console.trace.TracedEvent;
import org.folio.eventbus.console.trace.Tracer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports an incident to a file. */
@Command(
    name = "export",
    description = "Writes the history of an event to a file for support, without personal data.")
public final class ExportCommand extends ConsoleCommand {

  /**
   * The version of the file's format; it increases when a member changes its meaning or is removed.
   */
  private static final int FORM = 1;

  // Neighbours of the event in its key, on each side.
  private static final int NEIGHBOURS = 10;

  private static final List<String> STATES =
      List.of("subscriptions", "outbox", "topics", "parked/causes", "gaps", "operations");

  @Parameters(paramLabel = "EVENT", description = "The event's id")
  private String id = "";

  @Option(
      names = {"--output", "-o"},
      paramLabel = "FILE",
      description = "Where to write; - for standard output. Default: event-<id>.json")
  private @Nullable Path file;

  @Override
  Report report(Modules modules) {
    if (output().reveal()) {
      throw ConsoleException.usage("An exported file has no personal data; leave --reveal out");
    }
    String event = Ids.event(id);
    Trace trace = new Tracer(modules, Map.of()).byId(event, Map.of(), true);
    ObjectNode incident = JSON.createObjectNode();
    incident.put("form", FORM).put("madeAt", Text.time(surroundings().clock().instant()));
    incident.set("trace", JSON.valueToTree(trace));
    trace.events().stream()
        .filter(one -> one.key() != null && one.sequence() != null)
        .forEach(one -> incident.set("key", JSON.valueToTree(neighbours(modules, one))));
    ArrayNode states = incident.putArray("modules");
    modules
        .all()
        .forEach(module -> states.addObject().put("module", module.name()).putObject("states"));
    for (String state : STATES) {
      int i = 0;
      for (ModuleAnswer answer : modules.ask("/event-bus/" + state, Map.of())) {
        ObjectNode told = (ObjectNode) states.get(i++).path("states");
        if (answer.good()) {
          told.set(state, answer.body());
        } else {
          told.put(state, answer.failure());
        }
      }
    }
    JsonNode clean = PersonalData.removed(incident);
    Path target = file == null ? Path.of("event-" + event + ".json") : file;
    if (target.toString().equals("-")) {
      return new Report(clean, screen -> screen.verbatim(text(clean)), trace.exitCode());
    }
    write(target, text(clean));
    ObjectNode written =
        JSON.createObjectNode()
            .put("file", target.toAbsolutePath().toString())
            .put("conclusion", trace.conclusion());
    return new Report(
        written,
        screen -> {
          screen.line(trace.conclusion());
          screen.line(
              "Written to %s, without payloads and with the beginnings of keys only. It contains the reasons that operators gave."
                  .formatted(target.toAbsolutePath()));
        },
        trace.exitCode());
  }

  private static KeyTimeline neighbours(Modules modules, TracedEvent event) {
    long sequence = event.sequence() == null ? 1 : event.sequence();
    long from = Math.max(1, sequence - NEIGHBOURS);
    int limit = 2 * NEIGHBOURS + 1;
    String stream = String.valueOf(event.stream());
    String key = String.valueOf(event.key());
    return KeyTimeline.of(
        stream,
        key,
        from,
        limit,
        new Answers(
            modules.ask(
                "/event-bus/keys",
                Map.of(
                    "stream",
                    stream,
                    "key",
                    key,
                    "from",
                    Long.toString(from),
                    "limit",
                    Integer.toString(limit)))));
  }

  private static String text(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written as JSON", e);
    }
  }

  private static void write(Path target, String text) {
    try {
      Files.writeString(target, text + System.lineSeparator());
    } catch (IOException e) {
      throw ConsoleException.usage("%s cannot be written: %s".formatted(target, e.getMessage()));
    }
  }
}
