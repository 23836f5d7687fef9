/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.folio.eventbus.Event;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.Outcome;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.Patience;
import org.folio.eventbus.delivery.SequenceKey;

/**
 * The outcome of each delivery of a batch. {@code BatchDecision} decides from the locked cursors,
 * without I/O.
 */
public final class BatchPlan {

  public static final String OTHER_EVENT =
      "Another event of this key and sequence was applied before. The producer's numbering has begun"
          + " again, for example because its data were purged; purge the subscribing module as well";

  private final Map<Delivery, Outcome> outcomes;
  private final Set<Outcome> present = EnumSet.noneOf(Outcome.class);
  private final List<Event> toApply;
  private final List<Delivery> held;
  private final List<Delivery> unreadable;
  private final List<Delivery> unavailable;
  private final Map<Delivery, SequenceRange> behindGap;
  private final Map<StreamKey, KeyPlan> keys;

  BatchPlan(
      Map<Delivery, Outcome> outcomes,
      List<Event> toApply,
      List<Delivery> held,
      List<Delivery> unreadable,
      List<Delivery> unavailable,
      Map<Delivery, SequenceRange> behindGap,
      Map<StreamKey, KeyPlan> keys) {
    this.outcomes = outcomes;
    this.toApply = toApply;
    this.held = held;
    this.unreadable = unreadable;
    this.unavailable = unavailable;
    this.behindGap = behindGap;
    this.keys = keys;
    present.addAll(outcomes.values());
  }

  /**
   * Makes the plan.
   *
   * @param deliveries of one tenant, in any order
   * @param rules the subscription's rules
   * @param cursors the locked cursor of each key
   * @param gaps the open gaps of the keys that have any
   * @param applied the applied event of each sequence at or below the cursor, as far as receipts
   *     are kept
   * @param patience how long, and how many, events may wait for missing ones
   */
  public static BatchPlan of(
      List<Delivery> deliveries,
      PlanRules rules,
      Map<StreamKey, Cursor> cursors,
      Map<StreamKey, List<SequenceRange>> gaps,
      Map<SequenceKey, UUID> applied,
      Patience patience) {
    return new BatchDecision(rules, patience, applied)
        .decide(inSequenceOrder(deliveries), cursors, gaps);
  }

  /** Sorts the deliveries of each key among the places of that key; all others keep their place. */
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
      ordered.add(
          delivery.event() == null
              ? delivery
              : Objects.requireNonNull(ofKey.get(delivery.streamKey())).remove());
    }
    return ordered;
  }

  /** The partition of the deliveries; a batch has one partition and at least one delivery. */
  public int partition() {
    return outcomes.keySet().iterator().next().source().partition();
  }

  /** The events for the handler; the order of each key is kept. */
  public List<Event> toApply() {
    return toApply;
  }

  /** The same plan, except that some events waiting behind a parked one were parked before. */
  public BatchPlan withDuplicates(Collection<Delivery> parkedBefore) {
    if (parkedBefore.isEmpty()) {
      return this;
    }
    Map<Delivery, Outcome> corrected = new LinkedHashMap<>(outcomes);
    parkedBefore.forEach(delivery -> corrected.put(delivery, Outcome.DUPLICATE));
    return new BatchPlan(corrected, toApply, held, unreadable, unavailable, behindGap, keys);
  }

  /** The outcome of each event that is not held. */
  public Map<Delivery, Outcome> outcomes() {
    return Collections.unmodifiableMap(outcomes);
  }

  /** Deliveries that wait because an earlier sequence of their key has not arrived. */
  public List<Delivery> held() {
    return held;
  }

  /** The last sequence of each key of the held deliveries. */
  public Map<StreamKey, Long> heldAt() {
    return ofKeys(KeyPlan::holding, key -> key.cursor().last());
  }

  /** Records that cannot be read as events. */
  public List<Delivery> unreadable() {
    return unreadable;
  }

  /** Replies of a producer that its journal no longer has the missing events. */
  public List<Delivery> unavailable() {
    return unavailable;
  }

  /** The cursors to write, in lock order. */
  public Map<StreamKey, Cursor> changedCursors() {
    return new TreeMap<>(ofKeys(KeyPlan::moved, KeyPlan::cursor));
  }

  /** Missing sequences that are skipped. */
  public Map<StreamKey, List<SequenceRange>> newGaps() {
    return ofKeys(key -> !key.newGaps().isEmpty(), KeyPlan::newGaps);
  }

  /** The missing sequences before deliveries whose keys stop at gaps. */
  public Map<Delivery, SequenceRange> behindGap() {
    return behindGap;
  }

  /** Sequences that were skipped as missing and have arrived now. */
  public Map<StreamKey, List<Long>> healed() {
    return ofKeys(key -> !key.healed().isEmpty(), KeyPlan::healed);
  }

  private <T> Map<StreamKey, T> ofKeys(Predicate<KeyPlan> which, Function<KeyPlan, T> what) {
    Map<StreamKey, T> found = new HashMap<>();
    keys.forEach(
        (key, plan) -> {
          if (which.test(plan)) {
            found.put(key, what.apply(plan));
          }
        });
    return found;
  }

  /** Deliveries with the given outcome. */
  public List<Delivery> with(Outcome outcome) {
    // Usually all events of a batch are applied, and callers ask for the other outcomes.
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
