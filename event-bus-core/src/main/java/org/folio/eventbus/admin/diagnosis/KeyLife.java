/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.diagnosis;

import java.time.Instant;
import java.util.List;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.admin.key.Awaited;
import org.folio.eventbus.admin.key.ParkedState;
import org.jspecify.annotations.Nullable;

/**
 * All that this module knows of a stretch of a key, in the order of sequences.
 *
 * @param given the last sequence that this module has given to the key; 0 if it publishes none
 * @param publications as publisher, those that outbox and journal have
 * @param subscriptions how far each subscription to the stream has come
 * @param receipts as subscriber
 * @param parked as subscriber, those events that are parked now
 * @param decisions as subscriber, what was decided about parked and missing events, latest first
 * @param complete false if there are more receipts of the stretch than are shown
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
   * How far a subscription has come.
   *
   * @param applied the last sequence that was applied or skipped
   * @param parked whether events of the key are parked
   * @param openGaps number of ranges of sequences that have not arrived
   * @param awaited sequences that have not arrived and are not reported as missing yet
   */
  public record Standing(
      String subscription, long applied, boolean parked, int openGaps, List<Awaited> awaited) {}

  /**
   * An event that is parked.
   *
   * @param cause why; null if it only waits behind another one
   */
  public record Parked(
      String subscription,
      long sequence,
      ParkedState state,
      @Nullable String cause,
      Instant since) {}
}
