/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Nothing that has work stands still in silence. */
class ProgressWatchTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final AtomicLong now = new AtomicLong(1);
  private final ProgressWatch watch = new ProgressWatch(now::get);
  private final Mover mover = watch.mover(MoverKind.SWEEP, "The sweep", LIMIT);

  @Test
  void moverWithoutWorkMayStand() {
    pass(Duration.ofHours(1));

    assertThat(watch.standstills()).isEmpty();
  }

  @Test
  void moverThatMovesWithinItsLimitDoesNotStand() {
    mover.hasWork();
    for (int i = 0; i < 10; i++) {
      pass(LIMIT.minusSeconds(1));
      mover.moved();
    }

    assertThat(watch.standstills()).isEmpty();
  }

  @Test
  void standstillIsNamedWithItsCauseUntilItMoves() {
    mover.hasWork();
    mover.failed("the table is locked");
    pass(LIMIT.plusSeconds(1));

    assertThat(watch.standstills())
        .singleElement()
        .extracting(Standstill::sentence)
        .isEqualTo("The sweep has work and has not moved for 21 s: the table is locked");
    assertThat(watch.longestSeconds(MoverKind.SWEEP)).isEqualTo(21);
    assertThat(watch.longestSeconds(MoverKind.POLL_LOOP)).isZero();

    mover.moved();
    assertThat(watch.standstills()).isEmpty();
  }

  @Test
  void moreWorkDoesNotHideThatNothingMoves() {
    mover.hasWork();
    pass(LIMIT);
    mover.hasWork();

    assertThat(watch.standstills()).hasSize(1);
  }

  @Test
  void whatStandsIsMadeAnewOncePerLimit() {
    AtomicInteger remedies = new AtomicInteger();
    mover.remedy(remedies::incrementAndGet);
    mover.hasWork();
    pass(LIMIT.minusSeconds(1));
    assertThat(remedies).hasValue(0);

    pass(Duration.ofSeconds(1));
    assertThat(remedies).hasValue(1);
    pass(LIMIT.minusSeconds(1));
    assertThat(remedies).hasValue(1);
    pass(Duration.ofSeconds(1));
    assertThat(remedies).hasValue(2);
  }

  @Test
  void nobodyIsBlamedForTheTimeInWhichTheMachineStoodStill() {
    mover.hasWork();
    pass(LIMIT.minusSeconds(1));
    now.addAndGet(Duration.ofMinutes(10).toNanos());
    watch.look();
    assertThat(watch.standstills()).isEmpty();

    pass(LIMIT);
    assertThat(watch.standstills()).hasSize(1);
  }

  @Test
  void moverThatHasEndedIsForgotten() {
    mover.hasWork();
    mover.close();
    pass(LIMIT.multipliedBy(2));

    assertThat(watch.standstills()).isEmpty();
  }

  private void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      now.addAndGet(Duration.ofSeconds(1).toNanos());
      watch.look();
    }
  }
}
