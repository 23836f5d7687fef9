/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.store;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.decide.Cursor;
import org.folio.eventbus.decide.Receipt;
import org.folio.eventbus.delivery.SequenceKey;
import org.folio.eventbus.gap.Unavailable;
import org.folio.eventbus.handler.HandlerFailedException;
import org.folio.eventbus.park.ParkedRecord;
import org.folio.eventbus.park.ParkedRow;

/** The operations of one transaction on a subscription's tables. */
public interface StoreTransaction {

  /** The open gaps of the keys. */
  Future<Map<StreamKey, List<SequenceRange>>> gaps(Collection<StreamKey> keys);

  /** The applied or skipped event of each sequence, as far as receipts are kept. */
  Future<Map<SequenceKey, UUID>> applied(List<SequenceKey> sequences);

  /**
   * Calls the handler with at least one event.
   *
   * @return fails with {@link HandlerFailedException} if the events cannot be applied
   */
  Future<Void> handle(List<Event> events);

  /**
   * Parks records.
   *
   * @return for each record whether it is new; a record that is parked already stays unchanged
   */
  Future<List<Boolean>> park(List<ParkedRecord> records);

  /** Writes receipts and the cursors that were locked before. */
  Future<Void> record(List<Receipt> receipts, Map<StreamKey, Cursor> cursors);

  /**
   * Opens new gaps and closes healed ones; the cursors have been written before.
   *
   * @param partition the partition of the events after the new gaps
   */
  Future<Void> changeGaps(
      int partition, Map<StreamKey, List<SequenceRange>> opened, Map<StreamKey, List<Long>> healed);

  /** Notes that missing events will not arrive. */
  Future<Void> giveUp(Unavailable answer);

  /** The parked events of a key, lowest sequence first. */
  Future<List<ParkedRow>> parked(StreamKey key, int most);

  /** Removes parked events that this transaction applied, and logs who requested it. */
  Future<Void> released(StreamKey key, List<ParkedRow> rows, Justification why);

  /**
   * Logs who requested a release that ended before the key was free, and why it ended.
   *
   * @param first the first event that could not be released
   * @param released number of events that this release applied before
   */
  Future<Void> stopped(
      StreamKey key, ParkedRow first, int released, String cause, Justification why);

  /** Notes why a parked event still waits. */
  Future<Void> mark(ParkedRow row, ParkedState state, String cause);
}
