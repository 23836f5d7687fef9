/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.util.List;
import java.util.UUID;

/**
 * The events of one operation in outbox and journal.
 *
 * @param id the operation
 * @param size number of its events, as the events state it
 * @param present number of events published here
 * @param missing indexes of the other events, from 0, in order; {@value #MOST_MISSING} at most.
 *     Another module may have published them
 */
public record OperationGroup(UUID id, int size, int present, List<Integer> missing) {

  /** Indexes in one answer; more would not help the reader. */
  public static final int MOST_MISSING = 1_000;

  /** Copies the list. */
  public OperationGroup {
    missing = List.copyOf(missing);
  }

  /** Says in one sentence what is missing, or that nothing is. */
  public String explanation() {
    return missing.isEmpty()
        ? "All %s events of the operation were published here".formatted(size)
        : "The operation has %s events, of which %s were published here; the events with these indexes were not: %s. Another module may have published them"
            .formatted(size, present, missing);
  }
}
