/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What beacons have told a subscription about one partition.
 *
 * @param baseline number of events that were sent before the subscription began; null until known
 * @param stated number of events that the latest beacon says were sent; null before the first
 * @param missing number of them that have never arrived, and are not known as gaps
 * @param matchedAt by the producer's clock, when nothing was missing last; null if never
 */
public record PartitionTail(
    @Nullable Long baseline, @Nullable Long stated, long missing, @Nullable Instant matchedAt) {

  /** Before the first beacon. */
  public static final PartitionTail UNKNOWN = new PartitionTail(null, null, 0, null);

  /** Whether a beacon is an older one that is read again and says nothing new. */
  public boolean isBeyond(Beacon beacon) {
    return stated != null && beacon.events() < stated;
  }

  /**
   * What is known after another beacon. All that lies before the beacon on its partition must be
   * finished.
   *
   * @param known number of events of the partition that have arrived, or whose absence is known: in
   *     open gaps, or given up as missing
   * @param quiet whether nothing that lies behind the beacon is in work or finished; only then can
   *     be told how many events were sent before the subscription began
   */
  public PartitionTail after(Beacon beacon, long known, boolean quiet) {
    long sent = beacon.events();
    if (isBeyond(beacon) || baseline == null && !quiet) {
      return this;
    }
    // What was sent before the subscription began is not its business.
    long begun = baseline == null ? Math.max(0, sent - known) : baseline;
    if (baseline == null && begun > 0 && !isRepeated(beacon)) {
      // A beacon counts what the relay has written down, while events that it has not yet written
      // down may have arrived. When nothing more is sent, the number is right.
      return new PartitionTail(null, sent, missing, beacon.stated());
    }
    long absent = Math.max(0, sent - begun - known);
    return new PartitionTail(begun, sent, absent, absent == 0 ? beacon.stated() : matchedAt);
  }

  // The same record read again repeats nothing.
  private boolean isRepeated(Beacon beacon) {
    return stated != null
        && stated == beacon.events()
        && matchedAt != null
        && beacon.stated().isAfter(matchedAt);
  }
}
