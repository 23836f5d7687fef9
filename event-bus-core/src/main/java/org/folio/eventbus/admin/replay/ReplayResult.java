/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay has done.
 *
 * @param read records that were looked at, selected or not
 * @param applied events whose effect is committed now, and was not before
 * @param duplicates events that had been received before; nothing was done
 * @param skipped events of a type that the subscription does not handle
 * @param parked events that cannot be applied or wait behind such a one, and are parked now
 * @param waiting events that were left alone because earlier ones of their key have not been
 *     applied and were not selected, or could not be read
 * @param unreadable records that are no events
 * @param partitions how far each partition was read; empty if events came from the journal
 * @param limitReached whether there is more that was selected, beyond the greatest number of events
 * @param cause why the replay ended before its time, or null if it did not; what it did before
 *     stays, and it can be repeated
 */
public record ReplayResult(
    long read,
    long applied,
    long duplicates,
    long skipped,
    long parked,
    long waiting,
    long unreadable,
    List<ReplayedPartition> partitions,
    boolean limitReached,
    @Nullable String cause) {

  /** Copies the list. */
  public ReplayResult {
    partitions = List.copyOf(partitions);
  }
}
