/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.console.ConsoleException;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Report;
import org.folio.eventbus.console.trace.Trace;
import org.folio.eventbus.console.trace.TraceText;
import org.folio.eventbus.console.trace.Tracer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds an event. */
@Command(
    name = "trace",
    description = "Finds an event: asks all modules and shows their answers on one timeline.",
    footer = {
      "",
      "  bus trace 7d5c0f2e-6a6b-4b8e-9b0a-4f0f5ac1a001",
      "  bus trace --user 2f1c7a34-93a1-4d0e-8e58-0c3a6be0a111 --type ITEM_CHECKED_OUT",
      "  bus trace --loan b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222 --from 2h",
      "  bus trace --loan b6d1f5a0-4f3b-4b5e-8a27-19f4d3c0b222 --loan 0e2b6c1a-5f3d-4c8e-9a17-2d4b6f8e0a11"
    })
public final class TraceCommand extends ConsoleCommand {

  private static final String DEFAULT_LIMIT = "20";
  private static final Set<String> PLACE = Set.of("stream", "key");

  @Parameters(arity = "0..1", paramLabel = "EVENT", description = "The event's id")
  private @Nullable String id;

  @Option(
      names = "--sequence",
      paramLabel = "N",
      description =
          "With EVENT, --stream and --key: its sequence, for an event that its publishing module no longer knows")
  private @Nullable Long sequence;

  // A search for an id of any kind only needs to know whether there is such an event.
  @Option(
      names = "--alone",
      hidden = true,
      description = "With EVENT: without what is parked behind it")
  private boolean alone;

  @Mixin private SearchOptions search = new SearchOptions();

  @Option(
      names = "--limit",
      paramLabel = "EVENTS",
      defaultValue = DEFAULT_LIMIT,
      description =
          "Maximum number of events of each module, newest first, 50 at most. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Override
  Report report(Modules modules) {
    List<Map<String, String>> questions = search.questions(surroundings().clock());
    Map<String, String> question = questions.get(0);
    Tracer tracer = new Tracer(modules, output().disclosure());
    String event = id;
    Trace trace;
    if (event != null) {
      trace = tracer.byId(Ids.event(event), place(question), !alone);
    } else {
      if (sequence != null) {
        throw ConsoleException.usage("--sequence belongs to an event's id; ./bus key shows a key");
      }
      if (question.isEmpty() || question.keySet().equals(Set.of("stream"))) {
        throw ConsoleException.usage(
            "Which event? Give its id, or at least one of --user, --key, --loan, --operation, --type, --from and --to");
      }
      trace = Trace.together(questions.stream().map(one -> search(tracer, one)).toList());
    }
    return new Report(
        JSON.valueToTree(trace), screen -> TraceText.print(trace, screen), trace.exitCode());
  }

  private Trace search(Tracer tracer, Map<String, String> question) {
    question.put("limit", Integer.toString(limit));
    return tracer.search(question);
  }

  private Map<String, String> place(Map<String, String> question) {
    if (question.isEmpty() && sequence == null) {
      return Map.of();
    }
    Map<String, String> place = new LinkedHashMap<>(question);
    String user = place.remove("user");
    if (user != null) {
      place.putIfAbsent("key", user);
    }
    if (sequence == null || !place.keySet().equals(PLACE)) {
      throw ConsoleException.usage(
          "Give the event's id or what is known of it, not both; or with the id its whole place: --stream, --key and --sequence");
    }
    place.put("sequence", sequence.toString());
    return place;
  }
}
