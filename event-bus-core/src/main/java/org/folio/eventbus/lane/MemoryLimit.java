/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.SubscriptionPolicy;

/**
 * Decides which partitions pause, so that memory stays bounded however large the lag is. Partitions
 * that use more than their share pause first, so one tenant's backlog does not delay the others.
 * Used on one context only.
 */
final class MemoryLimit {

  // A paused partition resumes when half of its room is free, so that it does not flutter.
  private static final int RESUME_FRACTION = 2;

  // Limits how far other events may run ahead of an unfinished one: offsets finished after it are
  // remembered, and read again after a restart.
  private static final int FINISHED_AHEAD = 10;

  // Shares count from half of the memory on; the other half is for partitions that use less.
  private static final int SHARED_FRACTION = 2;

  // Held deliveries use at most half of the room that must be free before a paused partition
  // resumes.
  private static final int HELD_FRACTION = 2 * RESUME_FRACTION;

  private final SubscriptionPolicy policy;
  private final Set<TopicPartition> paused = new HashSet<>();
  private boolean tight;

  MemoryLimit(SubscriptionPolicy policy) {
    this.policy = policy;
  }

  /** Checks all partitions; returns those to pause. */
  Set<TopicPartition> paused(Collection<PartitionWork> partitions) {
    long bytes = 0;
    int users = 0;
    for (PartitionWork work : partitions) {
      long used = work.progress().unfinishedBytes();
      bytes += used;
      users += used > 0 ? 1 : 0;
    }
    long share = policy.bytesInMemory() / SHARED_FRACTION / Math.max(1, users);
    tight = bytes >= policy.bytesInMemory() / SHARED_FRACTION;
    boolean full = bytes >= policy.bytesInMemory();
    for (PartitionWork work : partitions) {
      PartitionProgress progress = work.progress();
      long used = progress.unfinishedBytes();
      boolean tooMuch = full && used > 0 || tight && used > share;
      if (tooMuch || pastLimit(progress, 1)) {
        paused.add(work.partition());
      } else if (!pastLimit(progress, RESUME_FRACTION)
          && (!tight || used <= share / RESUME_FRACTION)) {
        paused.remove(work.partition());
      }
    }
    return Set.copyOf(paused);
  }

  /**
   * Number of deliveries of a partition that may wait in memory for missing sequences. It is zero
   * if memory is short, or if so many later records are finished that the partition would have to
   * pause.
   */
  int roomForHeld(PartitionWork work) {
    boolean crowded =
        work.progress().uncommittable()
            >= (long) policy.recordsInMemory() * FINISHED_AHEAD / HELD_FRACTION;
    return tight || crowded ? 0 : Math.max(1, policy.recordsInMemory() / HELD_FRACTION);
  }

  /** Whether more deliveries of a partition wait than allowed. */
  boolean isExceededByHeld(PartitionWork work) {
    return work.held() > roomForHeld(work);
  }

  /** The partitions to pause, as of the last check. */
  Set<TopicPartition> paused() {
    return Set.copyOf(paused);
  }

  /** Forgets partitions that are no longer assigned. */
  void forget(Collection<TopicPartition> partitions) {
    paused.removeAll(partitions);
  }

  private boolean pastLimit(PartitionProgress progress, int fraction) {
    int most = policy.recordsInMemory() / fraction;
    return progress.unfinished() >= Math.max(1, most)
        || progress.uncommittable() >= most * FINISHED_AHEAD;
  }
}
