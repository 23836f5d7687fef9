/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.console.output.Text;

/**
 * Something that has changed of late.
 *
 * @param at when, in UTC
 * @param what {@code PARKED}, {@code GAP_OPEN}, {@code GAP_UNAVAILABLE}, or what an operator did
 * @param explanation of what, by whom and why, as far as it is known
 */
public record Change(String at, String module, String what, String explanation) {

  private static final Duration LATE = Duration.ofHours(1);
  private static final int MOST = 20;

  // What the answers tell, in the order of a sentence.
  private static final List<Map.Entry<String, String>> TOLD =
      List.of(
          Map.entry(ModuleFacts.CAUSES, "what was parked"),
          Map.entry(ModuleFacts.GAPS, "what went missing"),
          Map.entry(ModuleFacts.OPERATIONS, "what operators did"));

  /**
   * What has changed within an hour, the newest first.
   *
   * @param modules the facts of one instance of each module, by its name
   */
  static List<Change> of(Map<String, ModuleFacts> modules, Instant now) {
    List<Change> changes = new ArrayList<>();
    modules.forEach(
        (name, facts) -> {
          facts
              .body(ModuleFacts.OPERATIONS)
              .path("operations")
              .forEach(done -> changes.add(operation(name, done)));
          facts
              .body(ModuleFacts.CAUSES)
              .path("causes")
              .forEach(cause -> changes.add(parked(name, cause)));
          facts.body(ModuleFacts.GAPS).path("gaps").forEach(gap -> changes.add(gap(name, gap)));
        });
    String since = Text.time(now.minus(LATE));
    return changes.stream()
        .filter(one -> one.at().compareTo(since) >= 0)
        .sorted(Comparator.comparing(Change::at).reversed())
        .limit(MOST)
        .toList();
  }

  /**
   * What is not known of that hour, and of which modules.
   *
   * @param modules the facts of one instance of each module, by its name
   */
  static List<String> unknown(Map<String, ModuleFacts> modules) {
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, String> told : TOLD) {
      List<String> silent =
          modules.entrySet().stream()
              .filter(one -> !one.getValue().answered(told.getKey()))
              .map(Map.Entry::getKey)
              .toList();
      if (!silent.isEmpty()) {
        unknown.add("%s at %s".formatted(told.getValue(), String.join(", ", silent)));
      }
    }
    return List.copyOf(unknown);
  }

  private static Change operation(String module, JsonNode done) {
    return new Change(
        Text.time(done, "performedAt"),
        module,
        Text.of(done, "action"),
        "%s by %s: %s"
            .formatted(
                Text.of(done, "outcome"), Text.of(done, "performedBy"), Text.of(done, "reason")));
  }

  // A module of an earlier version does not tell the latest.
  private static Change parked(String module, JsonNode cause) {
    return new Change(
        Text.time(cause, cause.has("latest") ? "latest" : "since"),
        module,
        "PARKED",
        "%s of %s since %s: %s"
            .formatted(
                Text.count(cause.path("keys").asLong(), "key"),
                Text.of(cause, "subscription"),
                Text.time(cause, "since"),
                Text.of(cause, "cause")));
  }

  private static Change gap(String module, JsonNode gap) {
    return new Change(
        Text.time(gap, "noticedAt"),
        module,
        "GAP_" + Text.of(gap, "state"),
        "%s misses %s to %s of key %s"
            .formatted(
                Text.of(gap, "subscription"),
                Text.of(gap, "firstSequence"),
                Text.of(gap, "lastSequence"),
                Text.of(gap, "key")));
  }
}
