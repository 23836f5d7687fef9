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
 * The positions of events, as far as all modules together know them.
 *
 * @param question the question
 * @param events the events found, in the order of time
 * @param elsewhere events of the loan that were published for another patron than the requested one
 * @param missing sequences that subscriptions miss, as in {@code ramls/schemas/openGap.json}
 * @param findings the witness's findings about the requested loan or patron: missing events, and
 *     everything about the loan if none of its events was found
 * @param differences the requested patron's records in storage that no event has reported
 * @param unknown other sources that could not answer, and why; if there are any, the state is not
 *     known to be good
 * @param modules the extent to which each module answered
 * @param complete whether all modules answered, and searched everything
 * @param problem whether there is a problem
 * @param conclusion the conclusion, in a sentence
 * @param advice the remedies; empty if none is needed
 * @param operation the published part of the requested operation; null if there is none, or none
 *     was requested
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

  /** The exit code. */
  public int exitCode() {
    return ExitCode.of(complete && (problem || unknown.isEmpty()), problem);
  }

  /** Merges the answers to several questions, at least one. */
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
