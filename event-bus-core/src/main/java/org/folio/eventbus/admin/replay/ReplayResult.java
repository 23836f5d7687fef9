/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a replay.
 *
 * @param read number of records read, selected or not
 * @param applied events whose effect this replay has committed
 * @param duplicates events that were received before; nothing was done
 * @param skipped events of a type that the subscription does not handle
 * @param parked events that cannot be applied, or wait behind such an event, and are parked now
 * @param waiting events that were left alone because earlier events of their key are not applied
 *     and were not selected, or could not be read
 * @param unreadable records that cannot be read as events
 * @param partitions how far each partition was read; empty if the events came from the journal
 * @param limitReached whether more events are selected than the maximum number
 * @param cause why the replay ended early, or null if it did not; its effects stay, and it can be
 *     repeated
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
