/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What beacons have told a subscription about one partition. A beacon is a record that anybody may
 * write who may write to the topic; so a false one is refused where offsets show it, and a later
 * true one repairs what it did.
 *
 * @param baseline number of events that were sent before the subscription began, less those that
 *     came from elsewhere; null until known
 * @param stated number of events that the latest beacon says were sent; null before the first
 * @param missing number of them that have never arrived, and are not known as gaps
 * @param matchedAt by the producer's clock, when nothing was missing last; null if never
 * @param offset where the latest beacon lies; -1 before the first
 * @param statedAt by the producer's clock, when the latest beacon was stated; null before the first
 * @param refused where the first beacon lies that was not believed since the last that was; null if
 *     there is none
 * @param surplus number of events that have arrived beyond those that were sent, at the least
 * @param surplusSince by the producer's clock, since when it has not been less; null if there is
 *     none
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

  // A beacon counts what the relay has written down, which may be less than what has arrived: for
  // as long as a relay stands still, until another instance takes its lanes over. What is more than
  // was sent for much longer was sent by somebody else.
  private static final Duration FOREIGN_AFTER = Duration.ofMinutes(5);

  /**
   * Whether a beacon is an older one, which is read again or was overtaken, and says nothing new.
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
   * Why a beacon is not believed: as many events cannot lie before it. A second one that lies
   * behind it is: the log may have been cut back, and then what it lost is what beacons are for.
   * Nothing is known of that before the first beacon, and after the topic was made anew.
   *
   * @param at the offset of the beacon
   * @return null if it may be true
   */
  @Nullable String refusal(Beacon beacon, long at) {
    boolean sameTopic = stated != null && stated <= offset && at > offset;
    // The same record read again is no second beacon.
    boolean again = refused != null && at > refused;
    return sameTopic && beacon.events() > at && !again
        ? "it states %s events, and only %s records lie before it".formatted(beacon.events(), at)
        : null;
  }

  /** The same after a beacon that is not believed. */
  PartitionTail refusing(long at) {
    return new PartitionTail(
        baseline, stated, missing, matchedAt, offset, statedAt, at, surplus, surplusSince);
  }

  /**
   * What is known after another beacon. All that lies before the beacon on its partition must be
   * finished.
   *
   * @param at the offset of the beacon
   * @param known number of events of the partition that have arrived, or whose absence is known: in
   *     open gaps, or given up as missing
   * @param quiet whether nothing that lies behind the beacon is in work or finished; only then can
   *     be told how many events were sent before the subscription began
   */
  public PartitionTail after(Beacon beacon, long at, long known, boolean quiet) {
    long sent = beacon.events();
    if (isBeyond(beacon, at) || baseline == null && !quiet) {
      return this;
    }
    // More than were ever sent cannot have been sent before the beginning: a false beacon said so.
    Long believed = baseline != null && baseline > sent ? null : baseline;
    // What was sent before the subscription began is not its business.
    long begun = believed == null ? Math.max(0, sent - known) : believed;
    if (believed == null && begun > 0 && !isRepeated(beacon)) {
      // A beacon counts what the relay has written down, while events that it has not yet written
      // down may have arrived. When nothing more is sent, the number is right.
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

  /** How many events from elsewhere a beacon has shown, compared with what was known before. */
  long foreignSince(PartitionTail before) {
    return baseline != null && before.baseline != null && before.surplus > 0 && surplus == 0
        ? Math.max(0, before.baseline - baseline)
        : 0;
  }

  // The same record read again repeats nothing.
  private boolean isRepeated(Beacon beacon) {
    return stated != null
        && stated == beacon.events()
        && matchedAt != null
        && beacon.stated().isAfter(matchedAt);
  }
}
