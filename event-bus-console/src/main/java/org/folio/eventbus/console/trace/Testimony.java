/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * What others than the publishing modules know of events that nobody has published.
 *
 * @param findings of the witness
 * @param differences between storage and what the events have told; of late ones the event may
 *     still be on its way
 * @param told what the witness says if it could tell and misses nothing, a sentence each
 * @param counted where storage and the count are the same, a sentence each
 * @param silent who could not tell, and why, a sentence each
 */
record Testimony(
    List<WitnessFinding> findings,
    List<StorageDifference> differences,
    List<String> told,
    List<String> counted,
    List<String> silent) {

  static final Testimony NONE =
      new Testimony(List.of(), List.of(), List.of(), List.of(), List.of());

  /** One that takes what is heard. */
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

  /** Differences of which the event is not on its way. */
  List<StorageDifference> missing() {
    return differences.stream().filter(one -> !one.late()).toList();
  }

  /** What nobody could tell; empty if anybody could. */
  List<String> unknown() {
    return told.isEmpty() && counted.isEmpty() && !lacks() ? silent : List.of();
  }
}
