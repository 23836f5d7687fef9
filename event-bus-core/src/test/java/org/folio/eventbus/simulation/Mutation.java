/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.simulation;

/** A machine that breaks a law on purpose, to show that the simulation notices. */
public enum Mutation {
  NONE,
  /** Offsets are committed one record too far. */
  COMMIT_TOO_FAR,
  /** A cursor passes over a sequence. */
  SKIP_SEQUENCE,
  /** Of the parked events of a key, the last is released first. */
  RELEASE_OUT_OF_ORDER,
  /** A cursor forgets the last event that was applied. */
  DEDUPLICATE_NOT,
  /** The journal is written before Kafka has acknowledged. */
  JOURNAL_BEFORE_ACKNOWLEDGEMENT,
  /** The relay sends in any order. */
  SEND_OUT_OF_ORDER,
  /** Gaps are reported at once. */
  HOLD_NOT,
  /** A poison event is passed over, and its key goes on. */
  PARK_WITHOUT_STOPPING,
  /** A poison event is finished without being parked. */
  PARK_NOT,
  /** What arrives twice counts twice when it is compared with what beacons state. */
  COUNT_DUPLICATES,
  /** A beacon is not held until all before it is finished. */
  BEACON_WAITS_NOT,
  /** What is still to come from another topic does not count. */
  TOPICS_APART,
  /** A consumer that was fenced is asked again and again. */
  FENCED_GOES_ON,
  /** What cannot be read ends the life of a consumer. */
  UNREADABLE_ENDS_LIFE,
  /** What PostgreSQL cannot store is tried again and again. */
  UNSTORABLE_REPEATED,
  /** A beacon is believed that states more than offsets allow. */
  BEACON_BELIEVED,
  /** The time of a beacon is believed though it is still to come. */
  LATER_BEACON_BELIEVED,
  /** What brokers refuse for a wrong clock is parked as refused for good. */
  CLOCK_PARKS,
  /** Records wait for a partition that is gone. */
  GONE_PARTITION_AWAITED,
  /** A session that takes no writes stays in its pool. */
  READ_ONLY_SESSION_KEPT
}
