/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import org.jspecify.annotations.Nullable;

/**
 * A range of offsets on one partition.
 *
 * @param topic the topic; null if the subscription reads only one
 * @param partition number of the partition, from 0
 * @param from the first offset, from 0
 * @param end the offset after the last; {@link Long#MAX_VALUE} for all records
 */
public record OffsetRange(@Nullable String topic, int partition, long from, long end) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative or the end is before the beginning
   */
  public OffsetRange {
    if (partition < 0 || from < 0 || end < from) {
      throw new IllegalArgumentException(
          "Partition and offsets must not be negative, and the end must not be before the beginning: partition %s, from %s to %s"
              .formatted(partition, from, end));
    }
  }

  /** A range on the only topic of the subscription. */
  public static OffsetRange of(int partition, long from, long end) {
    return new OffsetRange(null, partition, from, end);
  }
}
