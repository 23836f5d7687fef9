/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.Sequencing;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.delivery.SequenceKey;
import org.folio.eventbus.gap.Unavailable;

/** Decides the outcome of each delivery of a batch, in order. */
final class BatchDecision {

  // No key has that many unseen events: a thousand a second, for eleven days.
  private static final long MOST_AHEAD = 1_000_000_000L;

  private final PlanRules rules;
  private final Patience patience;
  private final Map<SequenceKey, UUID> applied;
  private final Map<StreamKey, KeyPlan> keys = new HashMap<>();
  private final Map<Delivery, Outcome> outcomes = new LinkedHashMap<>();
  private final List<Event> toApply = new ArrayList<>();
  private final List<Delivery> unreadable = new ArrayList<>();
  private final List<Delivery> unavailable = new ArrayList<>();
  private final List<Delivery> held = new ArrayList<>();
  private final Map<Delivery, SequenceRange> behindGap = new HashMap<>();

  BatchDecision(PlanRules rules, Patience patience, Map<SequenceKey, UUID> applied) {
    this.rules = rules;
    this.patience = patience;
    this.applied = applied;
  }

  /** Decides the outcome of all deliveries of a batch. */
  BatchPlan decide(
      List<Delivery> deliveries,
      Map<StreamKey, Cursor> cursors,
      Map<StreamKey, List<SequenceRange>> gaps) {
    for (Delivery delivery : deliveries) {
      if (delivery.event() != null) {
        keys.computeIfAbsent(
                delivery.streamKey(),
                key ->
                    new KeyPlan(
                        cursors.getOrDefault(key, Cursor.START), gaps.getOrDefault(key, List.of())))
            .count();
      }
    }
    deliveries.forEach(this::decide);
    return new BatchPlan(outcomes, toApply, held, unreadable, unavailable, behindGap, keys);
  }

  private void decide(Delivery delivery) {
    Event event = delivery.event();
    if (delivery.control() instanceof Unavailable) {
      unavailable.add(delivery);
    } else if (event == null) {
      unreadable.add(delivery);
    } else {
      decide(delivery, event, Objects.requireNonNull(keys.get(delivery.streamKey())));
    }
  }

  private void decide(Delivery delivery, Event event, KeyPlan key) {
    Cursor cursor = key.cursor();
    if (event.sequencing() == Sequencing.NUMBERED
        && event.sequence() - cursor.last() > MOST_AHEAD) {
      unreadable.add(
          delivery.notOfItsKey(
              "Its sequence is %s, but its key is at %s: no key has so many events"
                  .formatted(event.sequence(), cursor.last())));
    } else if (key.holding()) {
      held.add(delivery);
    } else if (event.sequence() <= cursor.last()) {
      decideEarlier(delivery, event, key);
    } else if (cursor.parked()) {
      outcomes.put(delivery, Outcome.BEHIND);
      // A stopped key has its gaps above the cursor.
      if (key.wasMissing(event.sequence())) {
        key.heal(event.sequence());
      }
    } else if (event.sequence() == cursor.last() + 1
        || event.sequencing() == Sequencing.BY_OFFSET
        || rules.fromFirstSeen() && cursor.last() == 0) {
      decideNext(delivery, event, key);
    } else {
      decideAhead(delivery, event, key);
    }
  }

  private void decideAhead(Delivery delivery, Event event, KeyPlan key) {
    SequenceRange missing = key.missingBefore(delivery);
    if (event.sequence() <= patience.longEnough().getOrDefault(delivery.streamKey(), 0L)) {
      if (rules.onGap() == SubscriptionPolicy.OnGap.APPLY) {
        key.openAndPass(missing);
        decideNext(delivery, event, key);
      } else {
        outcomes.put(delivery, Outcome.BEHIND);
        behindGap.put(delivery, missing);
        key.openAndStop(missing);
      }
    } else if (held.size() + key.events() <= patience.room()) {
      key.hold();
      held.add(delivery);
    } else {
      // It is parked and released automatically, and so are the events behind it.
      outcomes.put(delivery, Outcome.BEHIND);
      behindGap.put(delivery, missing);
      key.stop();
    }
  }

  private void decideEarlier(Delivery delivery, Event event, KeyPlan key) {
    UUID known = applied.get(SequenceKey.of(event));
    if (known != null && !known.equals(event.id())) {
      // This is no duplicate but another event with the same number; dropping it would lose it.
      outcomes.put(delivery.poisonous(BatchPlan.OTHER_EVENT), Outcome.PARKED);
      key.stop();
    } else if (!key.misses(event.sequence())) {
      outcomes.put(delivery, Outcome.DUPLICATE);
    } else {
      key.heal(event.sequence());
      if (delivery.problem() == null) {
        applyOrSkip(delivery, event);
      } else {
        outcomes.put(delivery, Outcome.PARKED);
        key.stop();
      }
    }
  }

  private void decideNext(Delivery delivery, Event event, KeyPlan key) {
    if (delivery.problem() == null) {
      applyOrSkip(delivery, event);
      key.advance(event.sequence());
    } else {
      outcomes.put(delivery, Outcome.PARKED);
      key.stop();
    }
  }

  private void applyOrSkip(Delivery delivery, Event event) {
    if (rules.types().contains(event.type())) {
      outcomes.put(delivery, Outcome.APPLIED);
      toApply.add(event);
    } else {
      outcomes.put(delivery, Outcome.SKIPPED);
    }
  }
}
