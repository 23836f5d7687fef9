/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.SubscriptionPolicy;

/**
 * Decides which partitions pause, so that memory stays bounded however much waits on Kafka. Those
 * that take more than their share pause first; so one tenant's backlog does not make the others
 * wait. Used on one context only.
 */
final class MemoryLimit {

  // A paused partition goes on when half of its room is free, so that it does not flutter.
  private static final int RESUME_FRACTION = 2;

  // One event that does not come to its end lets others go on only so far: what has finished behind
  // it must be remembered, and is read again after a restart.
  private static final int FINISHED_AHEAD = 10;

  // From half of the memory on, shares count; the other half is for those who take less.
  private static final int SHARED_FRACTION = 2;

  // What waits for others takes half of the room that must be free before a paused partition goes
  // on.
  private static final int HELD_FRACTION = 2 * RESUME_FRACTION;

  private final SubscriptionPolicy policy;
  private final Set<TopicPartition> paused = new HashSet<>();
  private boolean tight;

  MemoryLimit(SubscriptionPolicy policy) {
    this.policy = policy;
  }

  /** Looks at all partitions; returns those that are to pause. */
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
   * Number of deliveries of a partition that may wait in memory for missing sequences; none when
   * memory gets short, or when so much has finished behind them that the partition would have to
   * pause for them.
   */
  int roomForHeld(PartitionWork work) {
    boolean crowded =
        work.progress().uncommittable()
            >= (long) policy.recordsInMemory() * FINISHED_AHEAD / HELD_FRACTION;
    return tight || crowded ? 0 : Math.max(1, policy.recordsInMemory() / HELD_FRACTION);
  }

  /** Whether more deliveries of a partition wait than may. */
  boolean isExceededByHeld(PartitionWork work) {
    return work.held() > roomForHeld(work);
  }

  /** Those that are to pause, as of the last look. */
  Set<TopicPartition> paused() {
    return Set.copyOf(paused);
  }

  /** Forgets partitions that are not worked on any more. */
  void forget(Collection<TopicPartition> partitions) {
    paused.removeAll(partitions);
  }

  private boolean pastLimit(PartitionProgress progress, int fraction) {
    int most = policy.recordsInMemory() / fraction;
    return progress.unfinished() >= Math.max(1, most)
        || progress.uncommittable() >= most * FINISHED_AHEAD;
  }
}
