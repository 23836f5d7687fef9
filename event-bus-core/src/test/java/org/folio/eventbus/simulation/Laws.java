/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.folio.eventbus.Event;

/** Knows the committed events, observes all actions, and fails when a law does not hold. */
public final class Laws {

  private final VirtualTime time;
  private final Duration hold;
  private final int topics;
  private final List<Event> published = new ArrayList<>();
  private final Map<String, Long> lastAppended = new HashMap<>();
  private final Map<UUID, Long> firstAppended = new HashMap<>();
  private final Map<String, Long> lastApplied = new HashMap<>();
  private final Set<UUID> finished = new HashSet<>();
  private final Set<UUID> applied = new HashSet<>();
  private final Map<UUID, Event> byId = new HashMap<>();
  private final Map<String, Map<Long, Event>> byKey = new HashMap<>();
  private final Set<UUID> parked = new HashSet<>();
  private final Set<UUID> lost = new HashSet<>();
  private final Set<String> reported = new HashSet<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Set<String> deceptions = new HashSet<>();

  Laws(VirtualTime time, SimulatedSetting setting) {
    this.time = time;
    this.hold = setting.hold();
    this.topics = setting.topics();
  }

  void published(Event event) {
    published.add(event);
    byId.put(event.id(), event);
    byKey.computeIfAbsent(event.key(), none -> new HashMap<>()).put(event.sequence(), event);
  }

  List<Event> published() {
    return published;
  }

  /**
   * L2: the first copies of a key's events are appended to each topic in sequence order, without a
   * hole if there is only one topic. Uncommitted events are never appended.
   */
  void appended(Event event) {
    require(byId.containsKey(event.id()), "L1", event + " is on Kafka and was never committed");
    if (firstAppended.putIfAbsent(event.id(), time.now()) == null) {
      String place = event.key() + " on " + SimulatedLog.partitionOf(event);
      long last = lastAppended.getOrDefault(place, 0L);
      require(
          topics == 1 ? event.sequence() == last + 1 : event.sequence() > last,
          "L2",
          event + " came to Kafka after " + last);
      lastAppended.put(place, event.sequence());
    }
  }

  /** L3: all events below a committed offset are durably finished. */
  void committed(int partition, List<SimulatedLog.Entry> below) {
    for (SimulatedLog.Entry entry : below) {
      require(
          entry.lost() || isFinished(partition, entry),
          "L3",
          "an offset above %s was committed, which is not finished"
              .formatted(entry.event() == null ? entry.control() : entry.event()));
    }
  }

  private boolean isFinished(int partition, SimulatedLog.Entry entry) {
    return entry.event() == null
        ? !entry.control().isMalformed() || unreadable.contains(place(partition, entry.offset()))
        : finished.contains(entry.event().id());
  }

  /**
   * L5: an effect outside of the database happens in order, possibly again. The gap before it is
   * stored afterwards, together with the receipt.
   */
  public void appliedElsewhere(Event event) {
    if (!applied.contains(event.id())) {
      for (long missing = lastApplied.getOrDefault(event.key(), 0L) + 1;
          missing < event.sequence();
          missing++) {
        Event before = byKey.get(event.key()).get(missing);
        if (lost.contains(before.id())) {
          reported.add(place(before));
        }
      }
      applied(event);
    }
  }

  /** L4 and L5: an effect happens once, and in order. */
  public void applied(Event event) {
    require(applied.add(event.id()), "L4", event + " was applied twice");
    long last = lastApplied.getOrDefault(event.key(), 0L);
    if (event.sequence() < last) {
      require(reported.contains(place(event)), "L5", event + " was applied after " + last);
    } else {
      for (long missing = last + 1; missing < event.sequence(); missing++) {
        Event before = byKey.get(event.key()).get(missing);
        require(
            !SimulatedConsumer.TYPES.contains(before.type())
                || finished.contains(before.id()) && !isParked(before)
                || reported.contains(place(before)),
            "L5",
            event + " was applied before " + before);
      }
      lastApplied.put(event.key(), event.sequence());
    }
  }

  private boolean isParked(Event event) {
    return parked.contains(event.id());
  }

  /** The event is finished: applied, skipped, or parked. */
  public void finished(Event event) {
    finished.add(event.id());
  }

  /** The event is parked. */
  public void parked(Event event) {
    parked.add(event.id());
    finished.add(event.id());
  }

  /** An unreadable record is parked. */
  public void parked(int partition, long offset) {
    unreadable.add(place(partition, offset));
  }

  /** A parked event is released. */
  public void released(String key, long sequence) {
    parked.remove(byKey.get(key).get(sequence).id());
  }

  void lost(Event event) {
    lost.add(event.id());
  }

  /** L8: a gap is reported only for missing events, and only after the hold time. */
  public void gap(String key, long first, long last) {
    for (long sequence = first; sequence <= last; sequence++) {
      Event missing = byKey.getOrDefault(key, Map.of()).get(sequence);
      require(missing != null, "L8", "a gap was reported that was never published");
      require(lost.contains(missing.id()), "L8", missing + " was reported and is not missing");
      reported.add(place(missing));
    }
    Event successor = byKey.get(key).get(last + 1);
    long waited = time.now() - firstAppended.get(successor.id());
    require(waited >= hold.toNanos(), "L8", "a gap before " + successor + " was reported too soon");
  }

  /** A foreign writer writes a beacon that is false and plausible. */
  void deceived(int partition, long offset) {
    deceptions.add(place(partition, offset));
  }

  /** L8: beacons report no arrived event as missing, except those that are plausible but false. */
  public void tail(int partition, long offset, long missing) {
    require(
        deceptions.contains(place(partition, offset))
            || missing <= lost(partition).filter(event -> !finished.contains(event.id())).count(),
        "L8",
        missing + " events are reported as missing on partition " + partition);
  }

  /** L8: at the end, beacons have reported each lost event that no gap has reported. */
  void atEnd(int partition, long missing) {
    List<Event> untold =
        lost(partition)
            .filter(event -> missingForEver(event) && !reported.contains(place(event)))
            .toList();
    require(
        missing == untold.size(),
        "L8",
        missing + " events are reported as missing on a partition that lacks " + untold);
  }

  private Stream<Event> lost(int partition) {
    return published.stream()
        .filter(event -> SimulatedLog.partitionOf(event) == partition)
        .filter(event -> lost.contains(event.id()));
  }

  /** The events that are not yet finished. */
  List<Event> unfinished() {
    return published.stream()
        .filter(event -> !finished.contains(event.id()) || isParked(event))
        .filter(event -> !missingForEver(event))
        .toList();
  }

  private boolean missingForEver(Event event) {
    return lost.contains(event.id()) && !finished.contains(event.id());
  }

  /** L8: each event that is lost for ever and has a successor was reported. */
  void atEnd() {
    for (Event event : published) {
      if (missingForEver(event) && lastApplied.getOrDefault(event.key(), 0L) > event.sequence()) {
        require(reported.contains(place(event)), "L8", event + " is missing and was not reported");
      }
    }
  }

  private static String place(int partition, long offset) {
    return partition + "-" + offset;
  }

  private static String place(Event event) {
    return event.key() + " " + event.sequence();
  }

  static void require(boolean holds, String law, String what) {
    if (!holds) {
      throw new LawBrokenError(law, what);
    }
  }
}
