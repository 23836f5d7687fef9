/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Law L8 for the last event of a key: what beacons tell, and what they cannot tell. */
class PartitionTailTest {

  private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");

  private final PartitionTail begun = PartitionTail.UNKNOWN.after(beacon(5, 0), 5, true);

  @Test
  void allThatWasSentHasArrived() {
    PartitionTail later = begun.after(beacon(8, 1), 8, false);

    assertThat(later).isEqualTo(new PartitionTail(0L, 8L, 0, FIRST.plusSeconds(1)));
  }

  @Test
  void whatWasSentAndNeverArrivedIsMissingSinceAllWasThere() {
    PartitionTail later = begun.after(beacon(8, 1), 6, false);

    assertThat(later.missing()).isEqualTo(2);
    assertThat(later.matchedAt()).isEqualTo(FIRST);
  }

  @Test
  void whatArrivesAfterAllIsNotMissing() {
    PartitionTail later = begun.after(beacon(8, 1), 6, false).after(beacon(8, 2), 8, false);

    assertThat(later.missing()).isZero();
    assertThat(later.matchedAt()).isEqualTo(FIRST.plusSeconds(2));
  }

  @Test
  void eventThatIsNotYetInTheJournalMayHaveArrived() {
    assertThat(begun.after(beacon(8, 1), 9, false).missing()).isZero();
  }

  @Test
  void olderBeaconThatIsReadAgainSaysNothingNew() {
    PartitionTail later = begun.after(beacon(8, 1), 6, false);

    assertThat(later.isBeyond(beacon(7, 0))).isTrue();
    assertThat(later.after(beacon(7, 0), 8, true)).isSameAs(later);
    assertThat(later.isBeyond(beacon(8, 2))).as("the same number, said again").isFalse();
  }

  @Test
  void whatWasSentBeforeTheSubscriptionBeganIsNotItsBusiness() {
    PartitionTail later =
        PartitionTail.UNKNOWN
            .after(beacon(100, 0), 3, true)
            .after(beacon(100, 1), 3, true)
            .after(beacon(103, 2), 5, false);

    assertThat(later.baseline()).isEqualTo(97);
    assertThat(later.missing()).isEqualTo(1);
  }

  @Test
  void howMuchWasSentBeforeIsNotTakenFromABeaconWhileEventsAreSent() {
    PartitionTail first = PartitionTail.UNKNOWN.after(beacon(100, 0), 4, true);
    assertThat(first.baseline()).as("one of the four may not be among the hundred").isNull();

    PartitionTail second = first.after(beacon(101, 1), 4, true);
    assertThat(second.baseline()).isNull();

    assertThat(second.after(beacon(101, 1), 5, true).baseline())
        .as("the same beacon, read again")
        .isNull();

    PartitionTail third = second.after(beacon(101, 2), 4, true);
    assertThat(third.baseline()).isEqualTo(97);
    assertThat(third.missing()).isZero();
  }

  @Test
  void eventsBehindABeaconDoNotCountAmongThoseBeforeTheSubscription() {
    PartitionTail busy = PartitionTail.UNKNOWN.after(beacon(5, 0), 7, false);

    assertThat(busy).isEqualTo(PartitionTail.UNKNOWN);
  }

  private static Beacon beacon(long events, long second) {
    return new Beacon(events, FIRST.plusSeconds(second));
  }
}
