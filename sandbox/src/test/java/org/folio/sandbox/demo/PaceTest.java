/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void anEventIsNotSentBeforeItsTime() {
    Pace hundredASecond = new Pace(1, 100);
    long beginning = System.nanoTime();

    hundredASecond.await(beginning, 20);

    assertThat(Duration.ofNanos(System.nanoTime() - beginning))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
  }

  @Test
  void fullSpeedWaitsForNobody() {
    long beginning = System.nanoTime();

    Pace.FULL_SPEED.await(beginning, 1_000_000);

    assertThat(Duration.ofNanos(System.nanoTime() - beginning)).isLessThan(Duration.ofSeconds(1));
  }
}
