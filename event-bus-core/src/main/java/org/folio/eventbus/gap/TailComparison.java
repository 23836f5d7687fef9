/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import org.jspecify.annotations.Nullable;

/**
 * The knowledge of a partition before and after a beacon.
 *
 * @param refusal why the beacon cannot be true, or null if it may be
 */
public record TailComparison(PartitionTail before, PartitionTail after, @Nullable String refusal) {

  /** Compares the received events with the sent ones; see {@link PartitionTail#after}. */
  public static TailComparison of(
      PartitionTail before, Beacon beacon, long at, long known, boolean quiet) {
    String refusal = before.refusal(beacon, at);
    PartitionTail after =
        refusal == null ? before.after(beacon, at, known, quiet) : before.refusing(at);
    return new TailComparison(before, after, refusal);
  }
}
