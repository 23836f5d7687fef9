/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Limits the concurrent batches of tenants with a backlog. Alone they use the full limit. While
 * tenants without a backlog are active they get a part only. Turns already limit the wait of others
 * to the running batches, but backlogs would keep database and processors so busy that each step of
 * the others takes many times as long. That part comes on top of the limit of the others. Within
 * two thirds of the limit, steady traffic would queue, because each batch takes longer beside a
 * backlog. A backlog rests after each batch for as long as the batch took, so the others have the
 * machine to themselves half of the time. The slower the database or the processors are, the longer
 * it rests. Used on one context only.
 */
final class Backlogs {

  // A lane has a backlog from this part of a full batch on; steady traffic has batches of a few
  // events.
  private static final int OF_A_BATCH = 2;

  // A single event is no backlog, however small a batch may be.
  private static final int AT_LEAST = 2;

  // One batch on top for this many batches of the others; with the default, one beside their three.
  private static final int OF_THE_BATCHES = 3;

  // A lightly loaded tenant is active every second or so. Also bridges the time in which the lanes
  // of a backlog run empty between two fetches.
  private static final long REMEMBERED = Duration.ofSeconds(1).toNanos();

  // A batch that waited for an external system did not keep the machine busy for all that time.
  private static final long LONGEST_REST = Duration.ofSeconds(1).toNanos();

  private final SubscriptionPolicy policy;
  private final SlowBatches slow;
  private final Map<TenantId, Long> backlogSeen = new HashMap<>();
  private final Map<Lane, Long> runningSince = new HashMap<>();
  private final List<Long> restsUntil = new ArrayList<>();
  private @Nullable TenantId lastOther;
  private long lastOtherAt;

  Backlogs(SubscriptionPolicy policy, SlowBatches slow) {
    this.policy = policy;
    this.slow = slow;
  }

  /** Whether a batch of the lane may begin. */
  boolean permit(TenantId tenant, Lane lane, long now) {
    if (!hasBacklog(tenant, lane, now) || !othersWork(tenant, now)) {
      return true;
    }
    restsUntil.removeIf(until -> until - now <= 0);
    return inWork() + restsUntil.size() < part();
  }

  /** How many running batches do not count against the limit of those that may begin. */
  int onTop(long now) {
    return anyWork(now) ? (int) Math.min(inWork(), part()) : 0;
  }

  // A batch that hangs takes no turn from the others.
  private long inWork() {
    return runningSince.keySet().stream().filter(one -> !slow.excuses(one)).count();
  }

  private int part() {
    return Math.max(1, policy.concurrentBatches() / OF_THE_BATCHES);
  }

  /** Notes that a batch of the lane begins, or continues. */
  void begun(TenantId tenant, Lane lane, long now) {
    if (hasBacklog(tenant, lane, now)) {
      runningSince.put(lane, now);
    } else {
      lastOther = tenant;
      lastOtherAt = now;
    }
  }

  /**
   * Notes that the lane's batch has ended, or waits for another turn.
   *
   * @return the nanoseconds for which another batch may have to wait now; 0 if it need not
   */
  long ended(Lane lane, long now) {
    Long since = runningSince.remove(lane);
    if (since == null || !anyWork(now)) {
      return 0;
    }
    long rest = Math.min(now - since, LONGEST_REST);
    restsUntil.add(now + rest);
    return rest;
  }

  private boolean hasBacklog(TenantId tenant, Lane lane, long now) {
    if (lane.unfinished() >= Math.max(AT_LEAST, policy.batchSize() / OF_A_BATCH)) {
      backlogSeen.put(tenant, now);
      return true;
    }
    Long seen = backlogSeen.get(tenant);
    if (seen != null && now - seen > REMEMBERED) {
      backlogSeen.remove(tenant);
      return false;
    }
    return seen != null;
  }

  private boolean othersWork(TenantId tenant, long now) {
    return anyWork(now) && !tenant.equals(lastOther);
  }

  private boolean anyWork(long now) {
    return lastOther != null && now - lastOtherAt <= REMEMBERED;
  }
}
