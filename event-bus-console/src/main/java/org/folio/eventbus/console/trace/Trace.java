/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.ExitCode;
import org.jspecify.annotations.Nullable;

/**
 * Where events are, as far as all modules together know.
 *
 * @param question what was asked
 * @param events what was found, in the order in which it happened
 * @param missing sequences that subscriptions miss, as {@code ramls/schemas/openGap.json} has them
 * @param findings what the witness knows of the loan that was asked for, if none of its events was
 *     found
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
    List<JsonNode> missing,
    List<WitnessFinding> findings,
    List<AskedModule> modules,
    boolean complete,
    boolean problem,
    String conclusion,
    List<String> advice,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OperationGroup operation) {

  /** What the process ends with. */
  public int exitCode() {
    return ExitCode.of(complete, problem);
  }
}
