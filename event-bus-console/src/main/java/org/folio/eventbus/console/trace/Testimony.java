/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * The knowledge of other modules than the publishing ones about events that were never published.
 *
 * @param findings the witness's findings
 * @param differences between storage and the applied events; the event of a late one may still
 *     arrive
 * @param told the witness's statement if it could answer and misses nothing, one sentence each
 * @param counted where storage and the count agree, one sentence each
 * @param silent the modules that could not answer, and why, one sentence each
 */
record Testimony(
    List<WitnessFinding> findings,
    List<StorageDifference> differences,
    List<String> told,
    List<String> counted,
    List<String> silent) {

  static final Testimony NONE =
      new Testimony(List.of(), List.of(), List.of(), List.of(), List.of());

  /** Collects the answers. */
  static Testimony empty() {
    return new Testimony(
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** Whether an event is missing. */
  boolean lacks() {
    return !missing().isEmpty() || findings.stream().anyMatch(WitnessFinding::lacks);
  }

  /** Differences whose event is not in flight. */
  List<StorageDifference> missing() {
    return differences.stream().filter(one -> !one.late()).toList();
  }

  /** What no module could answer; empty if any could. */
  List<String> unknown() {
    return told.isEmpty() && counted.isEmpty() && !lacks() ? silent : List.of();
  }
}
