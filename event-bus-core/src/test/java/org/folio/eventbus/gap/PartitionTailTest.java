/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Law L8 for the last event of a key: what beacons reveal, and what they cannot reveal. */
class PartitionTailTest {

  private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");

  private final PartitionTail begun = after(PartitionTail.UNKNOWN, beacon(5, 0), 5, true);

  @Test
  void allThatWasSentHasArrived() {
    PartitionTail later = after(begun, beacon(8, 1), 8, false);

    assertThat(later.missing()).isZero();
    assertThat(later.stated()).isEqualTo(8);
    assertThat(later.matchedAt()).isEqualTo(FIRST.plusSeconds(1));
  }

  @Test
  void whatWasSentAndNeverArrivedIsMissingSinceAllWasThere() {
    PartitionTail later = after(begun, beacon(8, 1), 6, false);

    assertThat(later.missing()).isEqualTo(2);
    assertThat(later.matchedAt()).isEqualTo(FIRST);
  }

  @Test
  void whatArrivesAfterAllIsNotMissing() {
    PartitionTail later = after(after(begun, beacon(8, 1), 6, false), beacon(8, 2), 8, false);

    assertThat(later.missing()).isZero();
    assertThat(later.matchedAt()).isEqualTo(FIRST.plusSeconds(2));
  }

  @Test
  void eventThatIsNotYetInTheJournalMayHaveArrived() {
    assertThat(after(begun, beacon(8, 1), 9, false).missing()).isZero();
  }

  @Test
  void olderBeaconThatIsReadAgainSaysNothingNew() {
    PartitionTail later = after(begun, beacon(8, 1), 6, false);

    assertThat(later.isBeyond(beacon(7, 0), place(beacon(7, 0)))).isTrue();
    assertThat(after(later, beacon(7, 0), 8, true)).isSameAs(later);
    assertThat(later.isBeyond(beacon(8, 2), place(beacon(8, 2))))
        .as("the same number, said again")
        .isFalse();
  }

  @Test
  void whatWasSentBeforeTheSubscriptionBeganIsNotItsBusiness() {
    PartitionTail later =
        after(
            after(after(PartitionTail.UNKNOWN, beacon(100, 0), 3, true), beacon(100, 1), 3, true),
            beacon(103, 2),
            5,
            false);

    assertThat(later.baseline()).isEqualTo(97);
    assertThat(later.missing()).isEqualTo(1);
  }

  @Test
  void howMuchWasSentBeforeIsNotTakenFromABeaconWhileEventsAreSent() {
    PartitionTail first = after(PartitionTail.UNKNOWN, beacon(100, 0), 4, true);
    assertThat(first.baseline()).as("one of the four may not be among the hundred").isNull();

    PartitionTail second = after(first, beacon(101, 1), 4, true);
    assertThat(second.baseline()).isNull();

    assertThat(after(second, beacon(101, 1), 5, true).baseline())
        .as("the same beacon, read again")
        .isNull();

    PartitionTail third = after(second, beacon(101, 2), 4, true);
    assertThat(third.baseline()).isEqualTo(97);
    assertThat(third.missing()).isZero();
  }

  @Test
  void eventsBehindABeaconDoNotCountAmongThoseBeforeTheSubscription() {
    PartitionTail busy = after(PartitionTail.UNKNOWN, beacon(5, 0), 7, false);

    assertThat(busy).isEqualTo(PartitionTail.UNKNOWN);
  }

  @Test
  void beaconThatWasOvertakenSaysNothingNew() {
    PartitionTail later = after(begun, beacon(8, 2), 8, false);

    assertThat(later.isBeyond(beacon(6, 1), place(beacon(8, 2)) + 1)).isTrue();
  }

  @Test
  void beaconThatStatesMoreEventsThanRecordsLieBeforeItIsRefused() {
    assertThat(begun.refusal(beacon(1_000_000_000, 1), place(beacon(0, 1))))
        .contains("1000000000")
        .contains(Long.toString(place(beacon(0, 1))));
    assertThat(begun.refusal(beacon(8, 1), place(beacon(8, 1)))).isNull();
  }

  /** Kafka has truncated the log and lost acknowledged events. */
  @Test
  void secondBeaconThatLiesBehindARefusedOneIsBelieved() {
    Beacon first = beacon(5_000, 1);
    Beacon second = beacon(5_010, 2);
    assertThat(begun.refusal(first, place(first))).isNotNull();
    PartitionTail refusing = begun.refusing(place(first));

    assertThat(refusing.refusal(first, place(first))).isNotNull();
    assertThat(refusing.refusal(second, place(second))).isNull();
    assertThat(after(refusing, second, 15, true).missing()).isEqualTo(4_995);
  }

  @Test
  void topicThatWasMadeAnewHasFewerRecordsThanWereSent() {
    Beacon ofTheNewTopic = beacon(9, 1);

    assertThat(begun.refusal(ofTheNewTopic, 2)).isNull();
    assertThat(begun.isBeyond(ofTheNewTopic, 2)).isFalse();
    assertThat(begun.after(ofTheNewTopic, 2, 7, true).missing()).isEqualTo(2);
  }

  @Test
  void laterTrueBeaconRepairsWhatAFalseOneDid() {
    PartitionTail misled = after(begun, beacon(900, 1), 5, true);
    assertThat(misled.missing()).isEqualTo(895);

    PartitionTail repaired = after(misled, beacon(5, 2), 5, true);
    assertThat(repaired.missing()).isZero();
    assertThat(after(repaired, beacon(6, 3), 5, true).missing()).isEqualTo(1);
  }

  @Test
  void beaconOfALaterDateSaysNothingNewWhenItIsReadAgain() {
    Beacon dated = beacon(8, 3_000_000);
    long written = FIRST.plusSeconds(1).toEpochMilli();
    PartitionTail read =
        after(begun, dated.statedNoLaterThan(written, FIRST.plusSeconds(2)), 8, true);

    Beacon again = dated.statedNoLaterThan(written, FIRST.plusSeconds(60));

    assertThat(read.isBeyond(again, read.offset())).isTrue();
  }

  @Test
  void falseBaselineIsForgotten() {
    PartitionTail misled =
        after(after(PartitionTail.UNKNOWN, beacon(900, 0), 3, true), beacon(900, 1), 3, true);
    assertThat(misled.baseline()).isEqualTo(897);

    PartitionTail later = after(after(misled, beacon(3, 2), 3, true), beacon(4, 3), 3, true);
    assertThat(later.missing()).isEqualTo(1);
  }

  @Test
  void eventsFromElsewhereHideNoLossOnceBeaconsHaveShownThemForMinutes() {
    PartitionTail tail = begun;
    for (int minute = 1; minute <= 6; minute++) {
      tail = after(tail, beacon(5 + minute, 60L * minute), 10 + minute, true);
      assertThat(tail.missing()).isZero();
    }

    assertThat(after(tail, beacon(12, 420), 16, true).missing()).isEqualTo(1);
  }

  @Test
  void whatIsInWorkBehindABeaconIsNotFromElsewhere() {
    PartitionTail tail = begun;
    for (int minute = 1; minute <= 6; minute++) {
      tail = after(tail, beacon(5 + minute, 60L * minute), 100, false);
    }

    assertThat(after(tail, beacon(12, 420), 12, true).missing()).isZero();
  }

  @Test
  void eventsThatTheJournalGetsLaterAreNotFromElsewhere() {
    PartitionTail tail = after(after(begun, beacon(5, 1), 7, true), beacon(5, 2), 7, true);

    assertThat(after(tail, beacon(7, 3), 7, true).missing()).isZero();
    assertThat(after(tail, beacon(8, 3), 7, true).missing()).isEqualTo(1);
  }

  // The partition has other records besides events, so offsets allow the stated numbers.
  private static long place(Beacon beacon) {
    return 1_000 + Duration.between(FIRST, beacon.stated()).toSeconds();
  }

  private static PartitionTail after(PartitionTail tail, Beacon beacon, long known, boolean quiet) {
    return tail.after(beacon, place(beacon), known, quiet);
  }

  private static Beacon beacon(long events, long second) {
    return new Beacon(events, FIRST.plusSeconds(second));
  }
}
