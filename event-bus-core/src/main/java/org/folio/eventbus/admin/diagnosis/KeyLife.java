/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import java.util.List;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.Awaited;
import org.folio.eventbus.admin.key.ParkedState;
import org.jspecify.annotations.Nullable;

/**
 * Everything that this module knows about a range of a key, in the order of sequences.
 *
 * @param given the last sequence that this module has assigned to the key; 0 if it publishes none
 * @param publications as publisher, the events in outbox and journal
 * @param subscriptions the progress of each subscription to the stream
 * @param receipts as subscriber
 * @param parked as subscriber, the events that are parked now
 * @param decisions as subscriber, the decisions about parked and missing events, latest first
 * @param complete false if the range has more receipts than are shown
 */
public record KeyLife(
    StreamKey key,
    long given,
    List<StoredPublication> publications,
    List<Standing> subscriptions,
    List<Handled> receipts,
    List<Parked> parked,
    List<Decision> decisions,
    boolean complete) {

  /**
   * The progress of a subscription.
   *
   * @param applied the last sequence that was applied or skipped
   * @param parked whether events of the key are parked
   * @param openGaps number of ranges of missing sequences
   * @param awaited sequences that have not arrived and are not yet reported as missing
   */
  public record Standing(
      String subscription, long applied, boolean parked, int openGaps, List<Awaited> awaited) {}

  /**
   * A parked event.
   *
   * @param cause why it cannot be applied; null if it only waits behind another event
   */
  public record Parked(
      String subscription,
      long sequence,
      ParkedState state,
      @Nullable String cause,
      Instant since) {}
}
