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

/** What one transaction on a subscription's tables can do. */
public interface StoreTransaction {

  /** The open gaps of the keys. */
  Future<Map<StreamKey, List<SequenceRange>>> gaps(Collection<StreamKey> keys);

  /** Which events were applied or skipped under the sequences, as far as receipts are kept. */
  Future<Map<SequenceKey, UUID>> applied(List<SequenceKey> sequences);

  /**
   * Lets the handler apply events, of which there is at least one.
   *
   * @return fails with {@link HandlerFailedException} if the events cannot be applied
   */
  Future<Void> handle(List<Event> events);

  /**
   * Parks records.
   *
   * @return for each, whether it is new; a record that is parked already stays as it is
   */
  Future<List<Boolean>> park(List<ParkedRecord> records);

  /** Writes receipts and the cursors that were locked before. */
  Future<Void> record(List<Receipt> receipts, Map<StreamKey, Cursor> cursors);

  /**
   * Notes new gaps and closes what was healed; the cursors have been written before.
   *
   * @param partition where the events behind the new gaps came from
   */
  Future<Void> changeGaps(
      int partition, Map<StreamKey, List<SequenceRange>> opened, Map<StreamKey, List<Long>> healed);

  /** Notes that missing events will not come. */
  Future<Void> giveUp(Unavailable answer);

  /** The parked events of a key, lowest sequence first. */
  Future<List<ParkedRow>> parked(StreamKey key, int most);

  /** Removes parked events that were applied in this transaction, and notes who asked for it. */
  Future<Void> released(StreamKey key, List<ParkedRow> rows, Justification why);

  /**
   * Notes who asked for a release that ended before the key was free, and what ended it.
   *
   * @param first what could not be released
   * @param released number of events that this release has applied before
   */
  Future<Void> stopped(
      StreamKey key, ParkedRow first, int released, String cause, Justification why);

  /** Notes why a parked event still waits. */
  Future<Void> mark(ParkedRow row, ParkedState state, String cause);
}
