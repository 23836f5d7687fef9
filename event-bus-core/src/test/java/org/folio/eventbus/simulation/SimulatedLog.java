/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.folio.eventbus.Event;

/** Simulates Kafka: partitions of records, and the committed offsets of one group. */
public final class SimulatedLog {

  /** Number of partitions of a topic. */
  public static final int PARTITIONS = 2;

  /** A record; a lost record is not delivered any more. */
  public static final class Entry {
    private final long offset;
    private final long timestamp;
    private final Event event;
    private final ControlRecord control;
    private boolean lost;

    private Entry(long offset, long timestamp, Event event, ControlRecord control) {
      this.offset = offset;
      this.timestamp = timestamp;
      this.event = event;
      this.control = control;
    }

    public long offset() {
      return offset;
    }

    /** The timestamp of the record, in milliseconds. */
    public long timestamp() {
      return timestamp;
    }

    /** The event, or null if the record is not an event. */
    public Event event() {
      return event;
    }

    /** The control record, or null if the record is an event. */
    public ControlRecord control() {
      return control;
    }

    void lose() {
      lost = true;
    }

    boolean lost() {
      return lost;
    }
  }

  private final List<List<Entry>> partitions = new ArrayList<>();
  private final Map<Integer, Long> committed = new HashMap<>();
  private final Map<Integer, Integer> lookedAt = new HashMap<>();
  private int divided = PARTITIONS;
  private final Laws laws;

  SimulatedLog(Laws laws, int topics) {
    this.laws = laws;
    for (int i = 0; i < topics * PARTITIONS; i++) {
      partitions.add(new ArrayList<>());
    }
  }

  /** The partition of a key on the first topic. */
  public static int partitionOf(String key) {
    return Math.floorMod(key.hashCode(), PARTITIONS);
  }

  /** The partition of an event; partitions of the second topic follow those of the first. */
  public static int partitionOf(Event event) {
    boolean second = event.type().equals(SimulatedConsumer.SECOND_TYPE);
    return partitionOf(event.key()) + (second ? PARTITIONS : 0);
  }

  /**
   * The number of partitions that producers see. Those beyond {@link #PARTITIONS} disappear before
   * they receive records.
   */
  public int divided() {
    return divided;
  }

  void divide(int count) {
    divided = count;
  }

  /** Number of partitions of all topics. */
  public int partitions() {
    return partitions.size();
  }

  /**
   * Appends an event and returns its offset.
   *
   * @param timestamp the time of sending, in milliseconds
   */
  public long append(Event event, long timestamp) {
    List<Entry> partition = partitions.get(partitionOf(event));
    Entry entry = new Entry(partition.size(), timestamp, event, null);
    partition.add(entry);
    laws.appended(event);
    return entry.offset;
  }

  void append(int partition, ControlRecord control, long timestamp) {
    List<Entry> entries = partitions.get(partition);
    entries.add(new Entry(entries.size(), timestamp, null, control));
  }

  /** Records from an offset on, without lost ones. */
  public List<Entry> read(int partition, long from, int most) {
    List<Entry> entries = partitions.get(partition);
    return entries.subList((int) Math.min(from, entries.size()), entries.size()).stream()
        .filter(entry -> !entry.lost)
        .limit(most)
        .toList();
  }

  /** Whether there is a record at an offset. */
  public boolean has(int partition, long offset) {
    return offset < partitions.get(partition).size();
  }

  List<Entry> entries(int partition) {
    return partitions.get(partition);
  }

  /** The offset at which a new owner of a partition starts. */
  public long committed(int partition) {
    return committed.getOrDefault(partition, 0L);
  }

  /** Commits an offset for the group. */
  public void commit(int partition, long offset) {
    // Finished records stay finished, so each is checked once.
    int seen = lookedAt.getOrDefault(partition, 0);
    if (offset > seen) {
      laws.committed(partition, partitions.get(partition).subList(seen, (int) offset));
      lookedAt.put(partition, (int) offset);
    }
    committed.put(partition, offset);
  }

  /** Resets the group, as an operator or a lost commit does. */
  void rewind(int partition, long offset) {
    committed.put(partition, Math.min(offset, committed(partition)));
  }
}
