/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.admin.replay.ReplayResult;
import org.folio.eventbus.decide.BatchListener;
import org.folio.eventbus.decide.BatchPlan;
import org.jspecify.annotations.Nullable;

/** Counts the outcomes of replayed events. Used on one context only. */
final class ReplayCount implements BatchListener {

  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private long unreadable;
  private long missing;

  @Override
  public void committed(TenantId tenant, BatchPlan plan) {
    plan.outcomes().values().forEach(outcome -> outcomes.merge(outcome, 1L, Long::sum));
    unreadable += plan.unreadable().size();
    plan.newGaps().values().forEach(gaps -> gaps.forEach(this::passedOver));
    plan.healed().values().forEach(sequences -> missing -= sequences.size());
  }

  // Sequences before the first event of a key were not selected, or are no longer available.
  private void passedOver(SequenceRange gap) {
    if (gap.first() > 1) {
      missing += gap.last() - gap.first() + 1;
    }
  }

  /** Number of sequences that were passed over between events of their key. */
  long missing() {
    return Math.max(0, missing);
  }

  /**
   * All counts.
   *
   * @param waiting number of events that wait for predecessors
   * @param cause why the replay ended early, or null
   */
  ReplayResult result(Pages pages, long waiting, @Nullable String cause) {
    return new ReplayResult(
        pages.read(),
        of(Outcome.APPLIED),
        of(Outcome.DUPLICATE),
        of(Outcome.SKIPPED),
        of(Outcome.PARKED) + of(Outcome.BEHIND),
        waiting,
        unreadable,
        List.copyOf(pages.partitions()),
        pages.limitReached(),
        cause);
  }

  private long of(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }
}
