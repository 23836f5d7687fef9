/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Tracks the finished prefix of a partition. Only that prefix may be committed; a record that
 * finishes early is remembered until all earlier ones have finished.
 */
final class PartitionProgress {

  private final ArrayDeque<Slot> inOrder = new ArrayDeque<>();
  private final Map<Long, Slot> byOffset = new HashMap<>();
  private long next = -1;
  private long bytes;

  /**
   * Notes a record; records come in the order of their offsets.
   *
   * @param timestamp when it was sent, in milliseconds since 1970
   */
  void started(long offset, int size, long timestamp) {
    Slot slot = new Slot(offset, size, timestamp);
    inOrder.add(slot);
    byOffset.put(offset, slot);
    bytes += size;
  }

  /** Notes that a record is finished. */
  void finished(long offset) {
    Slot slot = byOffset.remove(offset);
    if (slot == null) {
      throw new IllegalStateException("Offset " + offset + " is not in work");
    }
    slot.finished = true;
    bytes -= slot.size;
    while (!inOrder.isEmpty() && inOrder.peek().finished) {
      next = inOrder.remove().offset + 1;
    }
  }

  /** Whether all records before this one are finished, and it is not. */
  boolean isNext(long offset) {
    return !inOrder.isEmpty() && inOrder.peek().offset == offset;
  }

  /** The offset to commit: that of the first record that is not finished. */
  OptionalLong committable() {
    return next < 0 ? OptionalLong.empty() : OptionalLong.of(next);
  }

  /** When the first record that is not finished was sent; empty if all are. */
  OptionalLong oldestTimestamp() {
    return inOrder.isEmpty() ? OptionalLong.empty() : OptionalLong.of(inOrder.peek().timestamp);
  }

  /** Number of records that are not finished. */
  int unfinished() {
    return byOffset.size();
  }

  /**
   * Number of records that cannot be committed yet, because they or earlier ones are not finished.
   */
  int uncommittable() {
    return inOrder.size();
  }

  /** Size of the records that are not finished. */
  long unfinishedBytes() {
    return bytes;
  }

  private static final class Slot {
    private final long offset;
    private final int size;
    private final long timestamp;
    private boolean finished;

    private Slot(long offset, int size, long timestamp) {
      this.offset = offset;
      this.size = size;
      this.timestamp = timestamp;
    }
  }
}
