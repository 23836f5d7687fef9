/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

/** A deliberate error that breaks a law, to show that the simulation detects it. */
public enum Mutation {
  NONE,
  /** Commits offsets one record too far. */
  COMMIT_TOO_FAR,
  /** A cursor skips a sequence. */
  SKIP_SEQUENCE,
  /** Releases the last parked event of a key first. */
  RELEASE_OUT_OF_ORDER,
  /** A cursor forgets the last applied event. */
  DEDUPLICATE_NOT,
  /** Writes the journal before Kafka's acknowledgement. */
  JOURNAL_BEFORE_ACKNOWLEDGEMENT,
  /** The relay sends in any order. */
  SEND_OUT_OF_ORDER,
  /** Reports gaps at once. */
  HOLD_NOT,
  /** Skips a poison event without stopping its key. */
  PARK_WITHOUT_STOPPING,
  /** Finishes a poison event without parking it. */
  PARK_NOT,
  /** Counts duplicates twice in the comparison with beacons. */
  COUNT_DUPLICATES,
  /** Does not hold a beacon until all earlier records are finished. */
  BEACON_WAITS_NOT,
  /** Ignores events that are still to come from another topic. */
  TOPICS_APART,
  /** Keeps polling a fenced consumer. */
  FENCED_GOES_ON,
  /** An unreadable record stops the consumer. */
  UNREADABLE_ENDS_LIFE,
  /** Retries for ever what PostgreSQL cannot store. */
  UNSTORABLE_REPEATED,
  /** Believes a beacon that states more events than offsets allow. */
  BEACON_BELIEVED,
  /** Believes the time of a beacon that lies in the future. */
  LATER_BEACON_BELIEVED,
  /** Parks events that brokers refuse for a wrong clock. */
  CLOCK_PARKS,
  /** Keeps records for a partition that no longer exists. */
  GONE_PARTITION_AWAITED,
  /** Keeps a session that accepts no writes in its pool. */
  READ_ONLY_SESSION_KEPT
}
