/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.folio.eventbus.console.ExitCode;
import org.jspecify.annotations.Nullable;

/**
 * Where events are, as far as all modules together know.
 *
 * @param question what was asked
 * @param events what was found, in the order in which it happened
 * @param elsewhere events of the loan that were published for another patron than the one that was
 *     asked for
 * @param missing sequences that subscriptions miss, as {@code ramls/schemas/openGap.json} has them
 * @param findings what the witness knows of the loan or the patron that was asked for: events that
 *     are missing, and all that it knows of the loan if none of its events was found
 * @param differences what storage has of the patron that was asked for, and no event has told
 * @param unknown what else could tell of events that are missing, and why it did not; where it
 *     names something, nobody can say that all is well
 * @param modules how far each module could be asked
 * @param complete whether all of them were, and all was searched
 * @param problem whether something is not as it should be
 * @param conclusion what it comes to, in a sentence
 * @param advice what to do; empty if there is nothing to do
 * @param operation what was published of the operation that was asked for; null if nothing was, or
 *     none was asked for
 */
public record Trace(
    Map<String, String> question,
    List<TracedEvent> events,
    List<TracedEvent> elsewhere,
    List<JsonNode> missing,
    List<WitnessFinding> findings,
    List<StorageDifference> differences,
    List<String> unknown,
    List<AskedModule> modules,
    boolean complete,
    boolean problem,
    String conclusion,
    List<String> advice,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OperationGroup operation) {

  /** What the process ends with. */
  public int exitCode() {
    return ExitCode.of(complete && (problem || unknown.isEmpty()), problem);
  }

  /** The answers to several questions, at least one, as one. */
  public static Trace together(List<Trace> traces) {
    if (traces.size() == 1) {
      return traces.get(0);
    }
    Map<String, String> question = new LinkedHashMap<>(traces.get(0).question);
    question.put(
        "loan",
        traces.stream().map(one -> one.question.get("loan")).collect(Collectors.joining(", ")));
    return new Trace(
        question,
        all(traces, Trace::events).stream()
            .sorted(Comparator.comparing(TracedEvent::begin))
            .toList(),
        all(traces, Trace::elsewhere),
        all(traces, Trace::missing),
        all(traces, Trace::findings),
        all(traces, Trace::differences),
        all(traces, Trace::unknown),
        AskedModule.leastComplete(traces.stream().map(Trace::modules).toList()),
        traces.stream().allMatch(Trace::complete),
        traces.stream().anyMatch(Trace::problem),
        traces.stream().map(Trace::conclusion).distinct().collect(Collectors.joining(" ")),
        all(traces, Trace::advice),
        traces.get(0).operation);
  }

  private static <T> List<T> all(List<Trace> traces, Function<Trace, List<T>> part) {
    return traces.stream().flatMap(one -> part.apply(one).stream()).distinct().toList();
  }
}
