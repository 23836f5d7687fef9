/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
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
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of each delivery of a batch, from the cursors as they are locked. Makes no
 * statement itself, so that every rule of order can be seen here.
 */
public final class BatchPlan {

  public static final String OTHER_EVENT =
      "Another event of this key and sequence was applied before. The producer's numbering has begun"
          + " anew, for example because its data were purged; purge the subscribing module as well";

  // No key has so many events that nobody has seen: a thousand a second, for eleven days.
  private static final long MOST_AHEAD = 1_000_000_000L;

  private final PlanRules rules;
  private final Map<StreamKey, List<SequenceRange>> gaps;
  private final Map<SequenceKey, UUID> applied;
  private final Patience patience;
  private final Map<StreamKey, Long> ofKey;
  private final Map<StreamKey, Cursor> cursors;
  private final Map<StreamKey, Cursor> changed = new TreeMap<>();
  private final Map<Delivery, Outcome> outcomes = new LinkedHashMap<>();
  private final Set<Outcome> present = EnumSet.noneOf(Outcome.class);
  private final List<Event> toApply = new ArrayList<>();
  private final List<Delivery> unreadable = new ArrayList<>();
  private final List<Delivery> unavailable = new ArrayList<>();
  private final List<Delivery> held = new ArrayList<>();
  private final Map<StreamKey, List<SequenceRange>> newGaps = new HashMap<>();
  private final Map<StreamKey, List<Long>> healed = new HashMap<>();
  private final Map<Delivery, SequenceRange> behindGap = new HashMap<>();
  private final Set<StreamKey> holding = new HashSet<>();

  private BatchPlan(
      PlanRules rules,
      Map<StreamKey, Cursor> cursors,
      Map<StreamKey, List<SequenceRange>> gaps,
      Map<SequenceKey, UUID> applied,
      Patience patience,
      Map<StreamKey, Long> ofKey) {
    this.rules = rules;
    this.cursors = new HashMap<>(cursors);
    this.gaps = gaps;
    this.applied = applied;
    this.patience = patience;
    this.ofKey = ofKey;
  }

  /**
   * Makes the plan.
   *
   * @param deliveries of one tenant, in any order
   * @param rules those of the subscription
   * @param cursors the locked cursor of each key
   * @param gaps the open gaps of the keys that have some
   * @param applied which event was applied, for sequences at or below the cursor, as far as
   *     receipts tell
   * @param patience how long and how many events wait for missing ones
   */
  public static BatchPlan of(
      List<Delivery> deliveries,
      PlanRules rules,
      Map<StreamKey, Cursor> cursors,
      Map<StreamKey, List<SequenceRange>> gaps,
      Map<SequenceKey, UUID> applied,
      Patience patience) {
    Map<StreamKey, Long> ofKey =
        deliveries.stream()
            .filter(delivery -> delivery.event() != null)
            .collect(Collectors.groupingBy(Delivery::streamKey, Collectors.counting()));
    BatchPlan plan = new BatchPlan(rules, cursors, gaps, applied, patience, ofKey);
    inSequenceOrder(deliveries).forEach(plan::decide);
    return plan;
  }

  /** Deliveries of one key change places among themselves; all others stay where they are. */
  public static List<Delivery> inSequenceOrder(List<Delivery> deliveries) {
    return isInSequenceOrder(deliveries) ? deliveries : sorted(deliveries);
  }

  private static boolean isInSequenceOrder(List<Delivery> deliveries) {
    Map<StreamKey, Long> last = new HashMap<>();
    for (Delivery delivery : deliveries) {
      if (delivery.event() != null) {
        Long before = last.put(delivery.streamKey(), delivery.sequence());
        if (before != null && before > delivery.sequence()) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<Delivery> sorted(List<Delivery> deliveries) {
    Map<StreamKey, PriorityQueue<Delivery>> ofKey = new HashMap<>();
    for (Delivery delivery : deliveries) {
      if (delivery.event() != null) {
        ofKey
            .computeIfAbsent(
                delivery.streamKey(),
                none -> new PriorityQueue<>(Comparator.comparingLong(Delivery::sequence)))
            .add(delivery);
      }
    }
    List<Delivery> ordered = new ArrayList<>(deliveries.size());
    for (Delivery delivery : deliveries) {
      ordered.add(delivery.event() == null ? delivery : ofKey.get(delivery.streamKey()).remove());
    }
    return ordered;
  }

  private void decide(Delivery delivery) {
    Event event = delivery.event();
    if (delivery.control() instanceof Unavailable) {
      unavailable.add(delivery);
      return;
    }
    if (event == null) {
      unreadable.add(delivery);
      return;
    }
    StreamKey key = delivery.streamKey();
    Cursor cursor = cursors.getOrDefault(key, Cursor.START);
    if (event.sequencing() == Sequencing.NUMBERED
        && event.sequence() - cursor.last() > MOST_AHEAD) {
      unreadable.add(
          delivery.notOfItsKey(
              "Its sequence is %s, and its key has come to %s: no key has so many events"
                  .formatted(event.sequence(), cursor.last())));
      return;
    }
    if (holding.contains(key)) {
      held.add(delivery);
    } else if (event.sequence() <= cursor.last()) {
      decideEarlier(delivery, event, key, cursor);
    } else if (cursor.parked()) {
      put(delivery, Outcome.BEHIND);
      // A key that has stopped has its gaps above the cursor.
      if (isIn(gaps.getOrDefault(key, List.of()), event)) {
        healed.computeIfAbsent(key, none -> new ArrayList<>()).add(event.sequence());
      }
    } else if (event.sequence() == cursor.last() + 1
        || event.sequencing() == Sequencing.BY_OFFSET
        || rules.fromFirstSeen() && cursor.last() == 0) {
      decideNext(delivery, event, key, cursor);
    } else if (event.sequence() <= patience.longEnough().getOrDefault(key, 0L)) {
      SequenceRange missing = new SequenceRange(cursor.last() + 1, event.sequence() - 1);
      newGaps.computeIfAbsent(key, none -> new ArrayList<>()).add(missing);
      decideBehindGap(delivery, event, key, cursor, missing);
    } else if (held.size() + ofKey.get(key) <= patience.room()) {
      holding.add(key);
      held.add(delivery);
    } else {
      // It waits among the parked ones and is released by itself, and so are those behind it.
      put(delivery, Outcome.BEHIND);
      behindGap.put(delivery, new SequenceRange(cursor.last() + 1, event.sequence() - 1));
      set(key, new Cursor(cursor.last(), true, cursor.openGaps()));
    }
  }

  private void decideEarlier(Delivery delivery, Event event, StreamKey key, Cursor cursor) {
    boolean missing =
        isIn(gaps.getOrDefault(key, List.of()), event) || isIn(newGaps.get(key), event);
    boolean first = missing && !healed.getOrDefault(key, List.of()).contains(event.sequence());
    UUID known = applied.get(SequenceKey.of(event));
    if (known != null && !known.equals(event.id())) {
      // Not a duplicate but another event of the same number; dropping it would lose it.
      put(delivery.poisonous(OTHER_EVENT), Outcome.PARKED);
      set(key, new Cursor(cursor.last(), true, cursor.openGaps()));
    } else if (!first) {
      put(delivery, Outcome.DUPLICATE);
    } else if (delivery.problem() != null) {
      put(delivery, Outcome.PARKED);
      set(key, new Cursor(cursor.last(), true, cursor.openGaps()));
      healed.computeIfAbsent(key, none -> new ArrayList<>()).add(event.sequence());
    } else {
      healed.computeIfAbsent(key, none -> new ArrayList<>()).add(event.sequence());
      applyOrSkip(delivery, event);
    }
  }

  private void decideBehindGap(
      Delivery delivery, Event event, StreamKey key, Cursor cursor, SequenceRange missing) {
    if (rules.onGap() == SubscriptionPolicy.OnGap.APPLY) {
      decideNext(
          delivery, event, key, new Cursor(missing.last(), cursor.parked(), cursor.openGaps() + 1));
    } else {
      put(delivery, Outcome.BEHIND);
      behindGap.put(delivery, missing);
      set(key, new Cursor(cursor.last(), true, cursor.openGaps() + 1));
    }
  }

  private void decideNext(Delivery delivery, Event event, StreamKey key, Cursor cursor) {
    if (delivery.problem() != null) {
      put(delivery, Outcome.PARKED);
      set(key, new Cursor(cursor.last(), true, cursor.openGaps()));
    } else {
      applyOrSkip(delivery, event);
      set(key, new Cursor(event.sequence(), cursor.parked(), cursor.openGaps()));
    }
  }

  private void applyOrSkip(Delivery delivery, Event event) {
    if (rules.types().contains(event.type())) {
      put(delivery, Outcome.APPLIED);
      toApply.add(event);
    } else {
      put(delivery, Outcome.SKIPPED);
    }
  }

  private void put(Delivery delivery, Outcome outcome) {
    outcomes.put(delivery, outcome);
    present.add(outcome);
  }

  private void set(StreamKey key, Cursor cursor) {
    cursors.put(key, cursor);
    changed.put(key, cursor);
  }

  private static boolean isIn(@Nullable List<SequenceRange> ranges, Event event) {
    return ranges != null && ranges.stream().anyMatch(range -> range.contains(event.sequence()));
  }

  /**
   * Where the deliveries came from; those of a batch have one partition. At least one is decided.
   */
  public int partition() {
    return outcomes.keySet().iterator().next().source().partition();
  }

  /** The events for the handler, in an order that keeps the order of each key. */
  public List<Event> toApply() {
    return toApply;
  }

  /** Notes that an event that seemed to wait behind a parked one has been parked before. */
  public void duplicate(Delivery delivery) {
    put(delivery, Outcome.DUPLICATE);
  }

  /** What becomes of each event that is not held. */
  public Map<Delivery, Outcome> outcomes() {
    return Collections.unmodifiableMap(outcomes);
  }

  /** Deliveries that wait because an earlier sequence of their key has not arrived. */
  public List<Delivery> held() {
    return held;
  }

  /** How far the keys of the held deliveries have come. */
  public Map<StreamKey, Long> heldAt() {
    return holding.stream()
        .collect(
            Collectors.toMap(key -> key, key -> cursors.getOrDefault(key, Cursor.START).last()));
  }

  /** Records that are no events. */
  public List<Delivery> unreadable() {
    return unreadable;
  }

  /** Answers of a producer that it does not have missing events any more. */
  public List<Delivery> unavailable() {
    return unavailable;
  }

  /** Cursors as they are to be written, in lock order. */
  public Map<StreamKey, Cursor> changedCursors() {
    return changed;
  }

  /** Missing sequences that are skipped. */
  public Map<StreamKey, List<SequenceRange>> newGaps() {
    return newGaps;
  }

  /** What is missing in front of deliveries whose keys stop for it. */
  public Map<Delivery, SequenceRange> behindGap() {
    return behindGap;
  }

  /** Sequences that had been skipped as missing and have arrived now. */
  public Map<StreamKey, List<Long>> healed() {
    return healed;
  }

  /** Deliveries of the given outcome. */
  public List<Delivery> with(Outcome outcome) {
    // Mostly all events of a batch are applied, and this is asked for what is not.
    if (!present.contains(outcome)) {
      return List.of();
    }
    return outcomes.entrySet().stream()
        .filter(entry -> entry.getValue() == outcome)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A receipt for each delivery that has an outcome. */
  public List<Receipt> receipts() {
    List<Receipt> receipts = new ArrayList<>(outcomes.size());
    outcomes.forEach(
        (delivery, outcome) ->
            receipts.add(
                new Receipt(
                    Objects.requireNonNull(delivery.event()),
                    outcome,
                    delivery.source().topic(),
                    delivery.source().partition(),
                    delivery.offset())));
    return receipts;
  }
}
