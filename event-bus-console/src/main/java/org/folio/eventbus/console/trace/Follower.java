/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.module.Modules;
import org.folio.eventbus.console.output.Colour;
import org.folio.eventbus.console.output.Screen;
import org.folio.eventbus.console.output.Text;

/** Checks repeatedly for new events. For one thread. */
public final class Follower {

  // The maximum number of events in one answer.
  private static final int MOST = 50;

  // A late commit has a time before the last check; clocks also differ by some seconds.
  private static final Duration OVERLAP = Duration.ofSeconds(10);

  // Far more than fit into the overlap.
  private static final int REMEMBERED = 20_000;

  private final Supplier<Modules> modules;
  private final Map<String, String> question;
  private final Clock clock;
  private final Screen notes;
  private final Map<String, String> failures = new HashMap<>();
  private final Map<Moment, Boolean> shown =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Moment, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private Instant from;

  /**
   * Follows the events that match a question.
   *
   * @param modules asked before each look, because a login may end
   * @param question its {@code from} is the start, now by default
   * @param notes receives each problem once
   */
  public Follower(
      Supplier<Modules> modules, Map<String, String> question, Clock clock, Screen notes) {
    this.modules = modules;
    this.question = Map.copyOf(question);
    this.clock = clock;
    this.notes = notes;
    this.from =
        question.containsKey("from") ? Instant.parse(question.get("from")) : clock.instant();
  }

  /**
   * Checks once.
   *
   * @param sink receives new events, oldest first
   * @return whether all modules gave complete answers
   */
  public boolean look(Consumer<Moment> sink) {
    Instant begun = clock.instant();
    Map<String, String> parameters = new LinkedHashMap<>(question);
    parameters.put("from", from.toString());
    parameters.put("limit", Integer.toString(MOST));
    boolean complete = true;
    List<Moment> moments = new ArrayList<>();
    for (ModuleAnswer answer : modules.get().ask("/event-bus/events", parameters)) {
      complete &= noted(answer);
      for (JsonNode life : answer.body().path("events")) {
        moments.addAll(
            TracedEvent.of(
                    Text.of(life, "eventId"), List.of(new ModuleLife(answer.module().name(), life)))
                .timeline());
      }
    }
    moments.sort(Comparator.comparing(moment -> Instant.parse(moment.at())));
    for (Moment moment : moments) {
      // A receipt of a repeated event returns its older ones, too.
      if (!Instant.parse(moment.at()).isBefore(from) && shown.put(moment, true) == null) {
        sink.accept(moment);
      }
    }
    Instant next = begun.minus(OVERLAP);
    from = next.isAfter(from) ? next : from;
    return complete;
  }

  private boolean noted(ModuleAnswer answer) {
    String module = answer.module().name();
    boolean more = answer.good() && answer.body().path("events").size() >= MOST;
    String failure =
        answer.good()
            ? more
                ? "more than %s events; not all of them are shown, narrow them down with --type or --user"
                    .formatted(MOST)
                : ""
            : answer.failure();
    String before = failures.put(module, failure);
    if (!failure.isEmpty() && !failure.equals(before)) {
      notes.line(Colour.BAD, module + ": " + failure);
    } else if (failure.isEmpty() && before != null && !before.isEmpty()) {
      notes.line(Colour.GOOD, module + " answers everything again");
    }
    return failure.isEmpty() || answer.answered() && !more;
  }
}
