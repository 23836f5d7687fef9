/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.store;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.decide.Receipt;
import org.folio.eventbus.metrics.GapChange;
import org.folio.eventbus.metrics.SubscriptionMeter;
import org.folio.eventbus.park.ParkedRecord;

/** The writes of one transaction, reported when it is committed. */
final class Tally {

  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<GapChange, Long> gaps = new EnumMap<>(GapChange.class);
  private long unreadable;

  void receipts(List<Receipt> receipts) {
    receipts.forEach(receipt -> outcomes.merge(receipt.outcome(), 1L, Long::sum));
  }

  /** Counts parked records; those that are events have receipts as well. */
  void parked(List<ParkedRecord> records, List<Boolean> inserted) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).state() == ParkedState.UNREADABLE && inserted.get(i)) {
        unreadable++;
      }
    }
  }

  void opened(List<SequenceRange> ranges) {
    ranges.forEach(range -> add(GapChange.OPENED, range));
  }

  void healed(List<Long> sequences) {
    gaps.merge(GapChange.HEALED, (long) sequences.size(), Long::sum);
  }

  void unavailable(SequenceRange range) {
    add(GapChange.UNAVAILABLE, range);
  }

  void report(TenantId tenant, SubscriptionMeter meter) {
    outcomes.forEach((outcome, events) -> meter.events(tenant, outcome.name(), events));
    gaps.forEach((change, sequences) -> meter.gaps(tenant, change, sequences));
    if (unreadable > 0) {
      meter.events(tenant, ParkedState.UNREADABLE.name(), unreadable);
    }
  }

  private void add(GapChange change, SequenceRange range) {
    gaps.merge(change, range.last() - range.first() + 1, Long::sum);
  }
}
