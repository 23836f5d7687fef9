/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.util.List;
import java.util.UUID;

/**
 * What outbox and journal have of the events of one operation.
 *
 * @param id the operation
 * @param size number of its events, as they say themselves
 * @param present how many of them were published here
 * @param missing indexes of those that were not, from 0 in their order; {@value #MOST_MISSING} at
 *     most. Another module may have published them
 */
public record OperationGroup(UUID id, int size, int present, List<Integer> missing) {

  /** Indexes in one answer; more say nothing more. */
  public static final int MOST_MISSING = 1_000;

  /** Copies the list. */
  public OperationGroup {
    missing = List.copyOf(missing);
  }

  /** What is missing, in a sentence; or that nothing is. */
  public String explanation() {
    return missing.isEmpty()
        ? "All %s events of the operation were published here".formatted(size)
        : "Of the %s events of the operation %s were published here; those with these indexes were not: %s. Another module may have published them"
            .formatted(size, present, missing);
  }
}
