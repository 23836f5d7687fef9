/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.folio.eventbus.console.output.Colour;
import org.folio.eventbus.console.output.Screen;
import org.folio.eventbus.console.output.Text;
import org.jspecify.annotations.Nullable;

/** A trace as text. */
public final class TraceText {

  private TraceText() {}

  /** Writes the timeline, the verdicts, the extent of the search, and finally the conclusion. */
  public static void print(Trace trace, Screen screen) {
    timeline(trace, screen);
    verdicts(trace, screen);
    trace.events().forEach(event -> event.subscriptions().forEach(one -> parked(one, screen)));
    searched(trace, screen);
    screen.sentence(trace.exitCode() == 0 ? Colour.GOOD : Colour.BAD, 0, trace.conclusion());
    for (String one : trace.advice()) {
      screen.sentence(Colour.PLAIN, 2, "- " + one);
    }
  }

  private static void timeline(Trace trace, Screen screen) {
    List<List<String>> rows =
        shown(trace)
            .flatMap(event -> event.timeline().stream())
            .sorted(Comparator.comparing(moment -> Instant.parse(moment.at())))
            .map(
                moment ->
                    List.of(
                        Text.time(Instant.parse(moment.at())),
                        moment.event(),
                        moment.module(),
                        moment.what(),
                        moment.evidence()))
            .toList();
    if (!rows.isEmpty()) {
      screen.table(List.of("TIME", "EVENT", "MODULE", "WHAT", "EVIDENCE"), rows);
      screen.gap();
    }
  }

  private static Stream<TracedEvent> shown(Trace trace) {
    return Stream.concat(trace.events().stream(), trace.elsewhere().stream());
  }

  private static void verdicts(Trace trace, Screen screen) {
    List<List<String>> rows = new ArrayList<>();
    for (TracedEvent event : shown(trace).toList()) {
      for (ModulePublication one : event.publications()) {
        // Only one publishing module has it; the others add nothing.
        if (one.known() || event.publication().isEmpty()) {
          rows.add(
              List.of(
                  event.label(),
                  text(event.loanId()),
                  one.module(),
                  "publication",
                  one.verdict(),
                  text(one.cause() == null ? one.explanation() : one.cause())));
        }
      }
      for (SubscriptionVerdict one : event.subscriptions()) {
        rows.add(
            List.of(
                event.label(),
                text(event.loanId()),
                one.module(),
                one.subscription(),
                one.verdict(),
                one.explanation()));
      }
    }
    if (!rows.isEmpty()) {
      screen.table(List.of("EVENT", "LOAN", "MODULE", "PART", "VERDICT", "WHY"), rows);
      screen.gap();
    }
  }

  private static void parked(SubscriptionVerdict verdict, Screen screen) {
    if (!verdict.followers().isEmpty()) {
      screen.heading("What waits behind it in " + verdict.name());
      List<List<String>> rows = new ArrayList<>();
      verdict
          .followers()
          .forEach(
              one ->
                  rows.add(
                      List.of(
                          Text.of(one, "sequence"),
                          Text.of(one, "eventId"),
                          Text.of(one, "type"),
                          Text.of(one, "state"),
                          Text.time(one, "since"))));
      screen.table(List.of("SEQUENCE", "EVENT", "TYPE", "STATE", "SINCE"), rows);
      screen.gap();
    }
    if (verdict.payload() != null) {
      screen.heading("Its payload in " + verdict.name());
      screen.verbatim(verdict.payload());
      screen.gap();
    }
  }

  // A found event needs no proof; its absence does.
  private static void searched(Trace trace, Screen screen) {
    boolean whole =
        trace.complete() && trace.modules().stream().noneMatch(one -> one.searched().isEmpty());
    if (whole && !trace.events().isEmpty()) {
      screen.sentence(
          Colour.FAINT,
          0,
          "Asked, and searched completely: %s."
              .formatted(
                  trace.modules().stream()
                      .map(one -> "%s (%s days)".formatted(one.module(), one.keptDays()))
                      .collect(Collectors.joining(", "))));
      screen.gap();
    } else {
      searches(trace, screen);
    }
  }

  private static void searches(Trace trace, Screen screen) {
    List<List<String>> rows = new ArrayList<>();
    for (AskedModule one : trace.modules()) {
      List<String> searched =
          one.searched().isEmpty() ? List.of(text(one.explanation())) : one.searched();
      if (!one.answered()) {
        searched = List.of(text(one.failure()));
      }
      for (int i = 0; i < searched.size(); i++) {
        rows.add(
            List.of(
                i == 0 ? one.module() : "",
                i > 0 ? "" : one.answered() ? one.complete() ? "yes" : "not all" : "no answer",
                searched.get(i)));
      }
    }
    screen.table(List.of("ASKED", "COMPLETE", "SEARCHED"), rows);
    screen.gap();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
