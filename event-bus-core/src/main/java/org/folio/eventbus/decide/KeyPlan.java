/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.decide;

import java.util.ArrayList;
import java.util.List;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.delivery.Delivery;

/** One key within a batch: its progress, its missing sequences, and the changes of the batch. */
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

  /** Counts an event of the key in the batch. */
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

  /** Advances the key to a sequence. */
  void advance(long sequence) {
    move(new Cursor(sequence, cursor.parked(), cursor.openGaps()));
  }

  /** Later events of the key are parked. */
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

  /** The missing sequences between the cursor and a later event. */
  SequenceRange missingBefore(Delivery later) {
    return new SequenceRange(cursor.last() + 1, later.sequence() - 1);
  }

  /** Opens a gap and advances past it. */
  void openAndPass(SequenceRange missing) {
    newGaps.add(missing);
    move(new Cursor(missing.last(), cursor.parked(), cursor.openGaps() + 1));
  }

  /** Opens a gap and stops before it. */
  void openAndStop(SequenceRange missing) {
    newGaps.add(missing);
    move(new Cursor(cursor.last(), true, cursor.openGaps() + 1));
  }

  List<SequenceRange> newGaps() {
    return newGaps;
  }

  /** Whether a gap that was open before the batch contains a sequence. */
  boolean wasMissing(long sequence) {
    return isIn(openGaps, sequence);
  }

  /** Whether a gap contains a sequence that the batch has not delivered yet. */
  boolean misses(long sequence) {
    return (isIn(openGaps, sequence) || isIn(newGaps, sequence)) && !healed.contains(sequence);
  }

  /** Notes that a missing sequence has arrived. */
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
