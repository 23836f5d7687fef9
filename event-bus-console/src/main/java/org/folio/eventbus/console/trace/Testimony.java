/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.trace;

import java.util.List;

/**
 * What others than the publishing modules know of events that nobody has published.
 *
 * @param findings of the witness
 * @param differences between storage and what the events have told
 * @param told what those say that could tell and miss nothing, a sentence each
 * @param silent who could not tell, and why, a sentence each
 */
record Testimony(
    List<WitnessFinding> findings,
    List<StorageDifference> differences,
    List<String> told,
    List<String> silent) {

  static final Testimony NONE = new Testimony(List.of(), List.of(), List.of(), List.of());

  /** Whether an event is missing. */
  boolean lacks() {
    return !differences.isEmpty() || findings.stream().anyMatch(WitnessFinding::lacks);
  }

  /** What nobody could tell; empty if anybody could. */
  List<String> unknown() {
    return told.isEmpty() && !lacks() ? silent : List.of();
  }
}
