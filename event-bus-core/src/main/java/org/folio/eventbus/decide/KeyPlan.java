/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.delivery.Delivery;

/** One key within a batch: how far it has come, what it misses, and what the batch changes. */
final class KeyPlan {

  private final List<SequenceRange> openGaps;
  private final List<SequenceRange> newGaps = new ArrayList<>(0);
  private final List<Long> healed = new ArrayList<>(0);
  private Cursor cursor;
  private boolean moved;
  private boolean holding;
  private int events;

  KeyPlan(Cursor cursor, List<SequenceRange> openGaps) {
    this.cursor = cursor;
    this.openGaps = openGaps;
  }

  /** Notes that the batch has an event of the key. */
  void count() {
    events++;
  }

  /** Number of events of the key in the batch. */
  int events() {
    return events;
  }

  Cursor cursor() {
    return cursor;
  }

  /** Whether the cursor must be written. */
  boolean moved() {
    return moved;
  }

  /** The key has come to a sequence. */
  void advance(long sequence) {
    move(new Cursor(sequence, cursor.parked(), cursor.openGaps()));
  }

  /** Later events of the key wait among the parked ones. */
  void stop() {
    move(new Cursor(cursor.last(), true, cursor.openGaps()));
  }

  private void move(Cursor next) {
    cursor = next;
    moved = true;
  }

  /** Later events of the key wait in memory. */
  void hold() {
    holding = true;
  }

  boolean holding() {
    return holding;
  }

  /** What is missing between the cursor and a later event. */
  SequenceRange missingBefore(Delivery later) {
    return new SequenceRange(cursor.last() + 1, later.sequence() - 1);
  }

  /** Opens a gap and passes over it. */
  void openAndPass(SequenceRange missing) {
    newGaps.add(missing);
    move(new Cursor(missing.last(), cursor.parked(), cursor.openGaps() + 1));
  }

  /** Opens a gap and stops in front of it. */
  void openAndStop(SequenceRange missing) {
    newGaps.add(missing);
    move(new Cursor(cursor.last(), true, cursor.openGaps() + 1));
  }

  List<SequenceRange> newGaps() {
    return newGaps;
  }

  /** Whether a gap that was open before the batch has a sequence. */
  boolean wasMissing(long sequence) {
    return isIn(openGaps, sequence);
  }

  /** Whether a gap has a sequence, and the batch has not brought it yet. */
  boolean misses(long sequence) {
    return (isIn(openGaps, sequence) || isIn(newGaps, sequence)) && !healed.contains(sequence);
  }

  /** A missing sequence has arrived. */
  void heal(long sequence) {
    healed.add(sequence);
  }

  List<Long> healed() {
    return healed;
  }

  private static boolean isIn(List<SequenceRange> ranges, long sequence) {
    return ranges.stream().anyMatch(range -> range.contains(sequence));
  }
}
