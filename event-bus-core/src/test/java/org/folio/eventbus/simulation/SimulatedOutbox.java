/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.outbox.OutboxRound;
import org.folio.eventbus.outbox.OutboxRow;
import org.folio.eventbus.outbox.OutboxTable;

/** Simulates the outbox in PostgreSQL; all its rows are committed. */
public final class SimulatedOutbox {

  /** The reason of brokers to refuse an event that is rightly parked. */
  public static final String TOO_LARGE = "too large";

  private static final int ROUND = 8;

  private final List<OutboxRow> rows = new ArrayList<>();
  private final Map<Long, String> parked = new HashMap<>();
  private final Set<Event> refused = new HashSet<>();
  private final Map<UUID, Event> byId = new HashMap<>();
  // Sorted, because the order of an immutable map differs from JVM to JVM.
  private final SortedMap<Integer, Long> sent = new TreeMap<>();
  private long position;

  void commit(Event event) {
    rows.add(new OutboxRow(++position, event));
    byId.put(event.id(), event);
  }

  /** The event whose id is the value of a record. */
  public Event event(byte[] id) {
    return byId.get(UUID.fromString(new String(id, StandardCharsets.UTF_8)));
  }

  /** Makes brokers refuse an event until all are accepted. */
  void refuse(Event event) {
    refused.add(event);
  }

  /** Makes brokers accept the refused events, and releases these. */
  void acceptAll() {
    refused.clear();
    parked.values().removeIf(TOO_LARGE::equals);
  }

  public boolean isRefused(Event event) {
    return refused.contains(event);
  }

  public static int laneOf(Event event) {
    return Math.floorMod(event.key().hashCode(), OutboxTable.LANES);
  }

  /** The oldest rows of the lanes that do not wait behind a parked row. */
  public OutboxRound next(Set<Integer> lanes) {
    Set<String> waiting = new HashSet<>();
    rows.stream()
        .filter(row -> parked.containsKey(row.position()))
        .forEach(row -> waiting.add(row.event().key()));
    List<OutboxRow> oldest =
        rows.stream()
            .filter(
                row -> lanes.contains(laneOf(row.event())) && !waiting.contains(row.event().key()))
            .limit(ROUND)
            .toList();
    return new OutboxRound(oldest, oldest.size() == ROUND);
  }

  /** Moves rows to the journal and counts those that were not there yet. */
  public void remove(Set<Long> positions) {
    rows.stream()
        .filter(row -> positions.contains(row.position()))
        .map(row -> SimulatedLog.partitionOf(row.event().key()))
        .forEach(partition -> sent.merge(partition, 1L, Long::sum));
    rows.removeIf(row -> positions.contains(row.position()));
  }

  /** Number of journalled events by partition. */
  SortedMap<Integer, Long> sent() {
    return new TreeMap<>(sent);
  }

  public void park(long rowPosition, String cause) {
    parked.put(rowPosition, cause);
  }

  public Set<Integer> lanes() {
    Set<Integer> lanes = new HashSet<>();
    rows.forEach(row -> lanes.add(laneOf(row.event())));
    return lanes;
  }
}
