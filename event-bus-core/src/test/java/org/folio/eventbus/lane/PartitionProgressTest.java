/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Law L3, without Kafka. */
class PartitionProgressTest {

  private final PartitionProgress progress = new PartitionProgress();

  @Test
  void nothingIsCommittableBeforeTheFirstRecordIsFinished() {
    progress.started(7, 1, 0);
    progress.started(8, 1, 0);
    progress.finished(8);

    assertThat(progress.committable()).isEmpty();
  }

  @Test
  void finishedPrefixIsCommittableAcrossHolesThatKafkaLeaves() {
    progress.started(7, 1, 0);
    progress.started(9, 1, 0);
    progress.started(12, 1, 0);
    progress.finished(9);
    progress.finished(7);

    assertThat(progress.committable()).hasValue(10);
    assertThat(progress.unfinished()).isEqualTo(1);
  }

  @Test
  void neverCommittableAboveTheLowestUnfinishedOffsetInAnyOrderOfFinishing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Long> offsets = new ArrayList<>();
    for (long offset = 0, i = 0; i < 1_000; i++, offset += 1 + random.nextInt(3)) {
      offsets.add(offset);
      progress.started(offset, 10, 0);
    }
    List<Long> unfinished = new ArrayList<>(offsets);
    Collections.shuffle(offsets, random);
    for (long offset : offsets) {
      progress.finished(offset);
      unfinished.remove(offset);
      long lowest = unfinished.isEmpty() ? Long.MAX_VALUE : unfinished.get(0);
      assertThat(progress.committable().orElse(0)).as("seed " + seed).isLessThanOrEqualTo(lowest);
    }
    assertThat(progress.committable()).hasValue(Collections.max(offsets) + 1);
    assertThat(progress.unfinishedBytes()).isZero();
  }
}
