/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The position to which a subscription's offsets are reset.
 *
 * @param to the kind of position
 * @param time for {@link To#TIME}: the earliest timestamp
 * @param topic only this topic; required for {@link To#OFFSET}. Null for all
 * @param partition only this partition; required for {@link To#OFFSET}. Null for all
 * @param offset for {@link To#OFFSET}: the offset
 */
public record ResetTarget(
    To to,
    @Nullable Instant time,
    @Nullable String topic,
    @Nullable Integer partition,
    @Nullable Long offset) {

  /** A kind of position. */
  public enum To {
    /** The first record that Kafka has. */
    EARLIEST,
    /** After the last record. */
    LATEST,
    /** The first record with that timestamp or a later one. */
    TIME,
    /** One offset of one partition. */
    OFFSET
  }

  /**
   * Checks that everything that the kind requires is present.
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
