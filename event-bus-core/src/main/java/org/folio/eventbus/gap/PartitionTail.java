/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription's knowledge of one partition from beacons. Anybody with write access to the topic
 * may write a beacon. A false one is rejected where offsets disprove it, and a later true one
 * repairs its effect.
 *
 * @param baseline number of events that were sent before the subscription began, less those from
 *     elsewhere; null until known
 * @param stated number of sent events according to the latest beacon; null before the first
 * @param missing number of them that have never arrived and are not known as gaps
 * @param matchedAt when nothing was missing last, by the producer's clock; null if never
 * @param offset offset of the latest beacon; -1 before the first
 * @param statedAt time of the latest beacon, by the producer's clock; null before the first
 * @param refused offset of the first beacon that was rejected since the last accepted one; null if
 *     there is none
 * @param surplus lower bound of the number of received events beyond the sent ones
 * @param surplusSince since when the surplus has not been smaller, by the producer's clock; null if
 *     there is none
 */
public record PartitionTail(
    @Nullable Long baseline,
    @Nullable Long stated,
    long missing,
    @Nullable Instant matchedAt,
    long offset,
    @Nullable Instant statedAt,
    @Nullable Long refused,
    long surplus,
    @Nullable Instant surplusSince) {

  /** Before the first beacon. */
  public static final PartitionTail UNKNOWN =
      new PartitionTail(null, null, 0, null, -1, null, null, 0, null);

  // A beacon counts the events that the relay has stored as sent. The number may be too small while
  // a relay stands still, until another instance takes over its lanes. A surplus that lasts much
  // longer comes from another producer.
  private static final Duration FOREIGN_AFTER = Duration.ofMinutes(5);

  /**
   * Whether a beacon is an older one, which was read again or overtaken, and says nothing new.
   *
   * @param at the offset of the beacon
   */
  public boolean isBeyond(Beacon beacon, long at) {
    return statedAt != null
        && stated != null
        && !beacon.stated().isAfter(statedAt)
        && (at <= offset || beacon.events() <= stated);
  }

  /**
   * Rejects a beacon because fewer events can lie before it than it states. A second such beacon
   * behind it is accepted: the log may have been truncated, and beacons exist to detect that loss.
   * Offsets prove nothing before the first beacon, and after the topic was created anew.
   *
   * @param at the offset of the beacon
   * @return null if it may be true
   */
  @Nullable String refusal(Beacon beacon, long at) {
    boolean sameTopic = stated != null && stated <= offset && at > offset;
    // The same record read again is not a second beacon.
    boolean again = refused != null && at > refused;
    return sameTopic && beacon.events() > at && !again
        ? "it states %s events, and only %s records lie before it".formatted(beacon.events(), at)
        : null;
  }

  /** The knowledge after a rejected beacon. */
  PartitionTail refusing(long at) {
    return new PartitionTail(
        baseline, stated, missing, matchedAt, offset, statedAt, at, surplus, surplusSince);
  }

  /**
   * The knowledge after another beacon. All records before the beacon on its partition must be
   * finished.
   *
   * @param at the offset of the beacon
   * @param known number of events of the partition that have arrived, or are known to be missing:
   *     in open gaps, or given up
   * @param quiet whether no record after the beacon is in flight or finished; only then is it known
   *     how many events were sent before the subscription began
   */
  public PartitionTail after(Beacon beacon, long at, long known, boolean quiet) {
    long sent = beacon.events();
    if (isBeyond(beacon, at) || baseline == null && !quiet) {
      return this;
    }
    // The baseline cannot exceed the number of events ever sent; a false beacon stated it.
    Long believed = baseline != null && baseline > sent ? null : baseline;
    // Events from before the subscription began do not concern it.
    long begun = believed == null ? Math.max(0, sent - known) : believed;
    if (believed == null && begun > 0 && !isRepeated(beacon)) {
      // A beacon counts the events that the relay has stored as sent; further events may have
      // arrived already. When nothing more is sent, the number is correct.
      return new PartitionTail(
          null, sent, missing, beacon.stated(), at, beacon.stated(), null, 0, null);
    }
    long difference = known - (sent - begun);
    if (difference <= 0) {
      Instant matched = difference == 0 ? beacon.stated() : matchedAt;
      return new PartitionTail(
          begun, sent, -difference, matched, at, beacon.stated(), null, 0, null);
    }
    return withSurplus(begun, beacon, at, difference, quiet);
  }

  private PartitionTail withSurplus(
      long begun, Beacon beacon, long at, long difference, boolean quiet) {
    Instant now = beacon.stated();
    long least = surplus;
    Instant since = surplusSince;
    if (quiet && (since == null || difference < surplus)) {
      least = difference;
      since = now;
    }
    boolean foreign = quiet && since != null && !since.plus(FOREIGN_AFTER).isAfter(now);
    return foreign
        ? new PartitionTail(begun - least, beacon.events(), 0, now, at, now, null, 0, null)
        : new PartitionTail(begun, beacon.events(), 0, now, at, now, null, least, since);
  }

  /**
   * The number of events from elsewhere that a beacon has shown, compared with the earlier
   * knowledge.
   */
  long foreignSince(PartitionTail before) {
    return baseline != null && before.baseline != null && before.surplus > 0 && surplus == 0
        ? Math.max(0, before.baseline - baseline)
        : 0;
  }

  // The same record read again is not a repetition.
  private boolean isRepeated(Beacon beacon) {
    return stated != null
        && stated == beacon.events()
        && matchedAt != null
        && beacon.stated().isAfter(matchedAt);
  }
}
