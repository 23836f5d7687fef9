/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscription is to go on reading.
 *
 * @param to which kind of place
 * @param time for {@link To#TIME}: from when
 * @param topic only this topic; needed for {@link To#OFFSET}. Null for all
 * @param partition only this partition; needed for {@link To#OFFSET}. Null for all
 * @param offset for {@link To#OFFSET}: which
 */
public record ResetTarget(
    To to,
    @Nullable Instant time,
    @Nullable String topic,
    @Nullable Integer partition,
    @Nullable Long offset) {

  /** A kind of place. */
  public enum To {
    /** The first record that Kafka has. */
    EARLIEST,
    /** Behind the last record. */
    LATEST,
    /** The first record of that time or later. */
    TIME,
    /** One offset of one partition. */
    OFFSET
  }

  /**
   * Checks that all is there that the kind needs.
   *
   * @throws IllegalArgumentException if something is missing
   */
  public ResetTarget {
    if (to == To.TIME && time == null) {
      throw new IllegalArgumentException("To reset to a time, give time");
    }
    if (to == To.OFFSET && (topic == null || partition == null || offset == null)) {
      throw new IllegalArgumentException("To reset to an offset, give topic, partition and offset");
    }
  }
}
