/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.folio.eventbus.console.module.ModuleAnswer;
import org.folio.eventbus.console.output.Text;

/**
 * The events of one operation in all publishing modules.
 *
 * @param size number of its events, as the events state it
 * @param missing indexes of the events that no module has published
 */
public record OperationGroup(String id, int size, List<Integer> missing) {

  /** Merges the answers to a search; empty if no module has published any of its events. */
  static Optional<OperationGroup> of(List<ModuleAnswer> answers) {
    OperationGroup all = null;
    for (ModuleAnswer answer : answers) {
      JsonNode told = answer.body().path("operation");
      if (told.isObject()) {
        OperationGroup one = of(told);
        all = all == null ? one : all.and(one);
      }
    }
    return Optional.ofNullable(all);
  }

  private static OperationGroup of(JsonNode told) {
    List<Integer> missing = new ArrayList<>();
    told.path("missing").forEach(index -> missing.add(index.asInt()));
    return new OperationGroup(Text.of(told, "id"), told.path("size").asInt(), missing);
  }

  private OperationGroup and(OperationGroup other) {
    return new OperationGroup(
        id, Math.max(size, other.size), missing.stream().filter(other.missing::contains).toList());
  }

  String sentence() {
    return missing.isEmpty()
        ? "All %s events of operation %s were published.".formatted(size, id)
        : "Not all %s events of operation %s were published; these indexes are missing: %s."
            .formatted(size, id, missing);
  }
}
