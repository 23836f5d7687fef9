/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void aBatchIsNotSentBeforeItsTurn() {
    Pace hundredASecond = new Pace(1, 100);
    long beginning = System.nanoTime();

    hundredASecond.await(beginning, 2, 4, 5);

    assertThat(Duration.ofNanos(System.nanoTime() - beginning))
        .isGreaterThanOrEqualTo(Duration.ofMillis(20 + 5 * 40));
  }

  @Test
  void fullSpeedWaitsForNobody() {
    long beginning = System.nanoTime();

    Pace.FULL_SPEED.await(beginning, 3, 4, 1_000_000);

    assertThat(Duration.ofNanos(System.nanoTime() - beginning)).isLessThan(Duration.ofSeconds(1));
  }
}
