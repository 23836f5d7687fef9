/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.delivery.Deliveries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Laws L11 and L12: memory is bounded, and one tenant's backlog leaves room for others. */
class MemoryLimitTest {

  private static final int VALUE = 10_000;
  private static final long BYTES = 1_000_000;

  private final MemoryLimit limit =
      new MemoryLimit(
          SubscriptionPolicy.builder().bytesInMemory(BYTES).recordsInMemory(1_000).build());
  private final List<PartitionWork> partitions = new ArrayList<>();

  @BeforeEach
  void assignPartitions() {
    for (String tenant : List.of("busy", "quiet", "idle")) {
      TopicPartition partition = Deliveries.of(tenant, 0, 0, VALUE).partition();
      partitions.add(new PartitionWork(partition, 4));
    }
  }

  @Test
  void partitionWithABacklogPausesBeforeTheOthersDo() {
    fill(0, "busy", 25);
    fill(1, "quiet", 1);

    assertThat(limit.paused(partitions)).containsExactly(partitions.get(0).partition());
  }

  @Test
  void whenMemoryIsFullAllPauseThatHaveSomethingInIt() {
    fill(0, "busy", 60);
    fill(1, "quiet", 1);

    assertThat(limit.paused(partitions))
        .containsExactlyInAnyOrder(partitions.get(0).partition(), partitions.get(1).partition());
  }

  @Test
  void pausedPartitionGoesOnWhenHalfOfItsRoomIsFree() {
    fill(0, "busy", 60);
    limit.paused(partitions);
    finish(0, 0, 30);
    assertThat(limit.paused(partitions)).isNotEmpty();
    finish(0, 30, 50);

    assertThat(limit.paused(partitions)).isEmpty();
  }

  @Test
  void manySmallRecordsPauseTheirPartitionByTheirNumber() {
    MemoryLimit byNumber =
        new MemoryLimit(SubscriptionPolicy.builder().recordsInMemory(10).build());
    fill(0, "busy", 10);

    assertThat(byNumber.paused(partitions)).containsExactly(partitions.get(0).partition());
  }

  private void fill(int partition, String tenant, int records) {
    for (int offset = 0; offset < records; offset++) {
      partitions.get(partition).add(Deliveries.of(tenant, 0, offset, VALUE), 0);
    }
  }

  private void finish(int partition, int from, int to) {
    for (int offset = from; offset < to; offset++) {
      partitions.get(partition).progress().finished(offset);
    }
  }
}
