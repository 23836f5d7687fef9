/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.delivery.Deliveries;
import org.folio.eventbus.delivery.LaneBatch;
import org.junit.jupiter.api.Test;

/** Law L11: the share of the machine for a tenant with a backlog while others have work. */
class BacklogsTest {

  private static final int BATCH = 10;
  private static final int BATCHES = 3;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final SubscriptionPolicy policy =
      SubscriptionPolicy.builder().batchSize(BATCH).concurrentBatches(BATCHES).lanes(1).build();
  private final SlowBatches slow = new SlowBatches("test");
  private final Backlogs backlogs = new Backlogs(policy, slow);

  @Test
  void tenantAloneGetsAllBatches() {
    begin(lane("large", 0, BATCH), 0);
    begin(lane("large", 1, BATCH), 0);

    assertThat(mayBegin(lane("large", 2, BATCH), 0)).isTrue();
  }

  @Test
  void tenantDoesNotCountAsAnotherOneToItself() {
    begin(lane("large", 0, 1), 0);
    begin(lane("large", 1, BATCH), 0);

    assertThat(mayBegin(lane("large", 2, BATCH), 0)).isTrue();
  }

  @Test
  void whileOthersWorkABacklogGetsAThird() {
    begin(lane("small", 0, 1), 0);
    Lane first = lane("large", 1, BATCH);
    assertThat(mayBegin(first, 0)).isTrue();
    begin(first, 0);

    Lane second = lane("large", 2, BATCH);
    assertThat(mayBegin(second, 0)).isFalse();

    backlogs.ended(first, 0);
    assertThat(mayBegin(second, 0)).as("when the first has ended").isTrue();
  }

  @Test
  void restsForAsLongAsItsBatchTookWhileOthersWork() {
    Lane first = lane("large", 1, BATCH);
    begin(first, 0);
    begin(lane("small", 0, 1), 0);

    assertThat(backlogs.ended(first, SECOND / 10)).isEqualTo(SECOND / 10);

    Lane second = lane("large", 2, BATCH);
    assertThat(mayBegin(second, SECOND / 5 - 1)).isFalse();
    assertThat(mayBegin(lane("small", 3, 1), SECOND / 10)).as("others may begin").isTrue();
    assertThat(mayBegin(second, SECOND / 5)).isTrue();
  }

  @Test
  void backlogAloneDoesNotRest() {
    Lane first = lane("large", 1, BATCH);
    begin(first, 0);

    assertThat(backlogs.ended(first, SECOND)).isZero();

    assertThat(mayBegin(lane("large", 2, BATCH), SECOND)).isTrue();
  }

  @Test
  void whoHasNoBacklogDoesNotRest() {
    Lane small = lane("small", 0, 1);
    begin(small, 0);

    assertThat(backlogs.ended(small, SECOND)).isZero();
  }

  @Test
  void afterABatchThatWaitedForLongItRestsForNoMoreThanASecond() {
    Lane first = lane("large", 1, BATCH);
    begin(first, 0);
    begin(lane("small", 0, 1), 10 * SECOND);

    assertThat(backlogs.ended(first, 10 * SECOND)).isEqualTo(SECOND);
  }

  @Test
  void allTenantsWithABacklogShareThatThird() {
    begin(lane("small", 0, 1), 0);
    begin(lane("large", 1, BATCH), 0);

    assertThat(mayBegin(lane("alsolarge", 2, BATCH), 0)).isFalse();
  }

  @Test
  void whoHasNoBacklogNeverWaitsForWhoHas() {
    begin(lane("small", 0, 1), 0);
    begin(lane("large", 1, BATCH), 0);

    assertThat(mayBegin(lane("small", 2, 1), 0)).isTrue();
    assertThat(mayBegin(lane("alsosmall", 3, BATCH / 2 - 1), 0)).isTrue();
  }

  @Test
  void whatBacklogsHaveInWorkComesOnTopOfWhatTheOthersMayHave() {
    begin(lane("large", 0, BATCH), 0);
    assertThat(backlogs.onTop(0)).as("alone").isZero();

    begin(lane("small", 1, 1), 0);
    assertThat(backlogs.onTop(0)).isEqualTo(1);

    begin(lane("large", 2, BATCH), 0);
    assertThat(backlogs.onTop(0)).as("no more than its part").isEqualTo(1);
    assertThat(backlogs.onTop(SECOND + 1)).as("the others have gone").isZero();
  }

  @Test
  void whenTheOthersHaveBeenQuietForASecondABacklogGetsAll() {
    begin(lane("small", 0, 1), 0);
    begin(lane("large", 1, BATCH), 0);
    Lane second = lane("large", 2, BATCH);

    assertThat(mayBegin(second, SECOND)).isFalse();
    assertThat(mayBegin(second, SECOND + 1)).isTrue();
  }

  @Test
  void onlyTenantsWithABacklogDoNotLimitEachOther() {
    begin(lane("large", 0, BATCH), 0);
    begin(lane("alsolarge", 1, BATCH), 0);

    assertThat(mayBegin(lane("large", 2, BATCH), 0)).isTrue();
  }

  @Test
  void laneThatRunsEmptyForAMomentIsNoLightTraffic() {
    begin(lane("small", 0, 1), 0);
    Lane full = lane("large", 1, BATCH);
    begin(full, 0);

    assertThat(mayBegin(lane("large", 2, 1), SECOND / 2))
        .as("it belongs to a tenant that had a backlog just now")
        .isFalse();
  }

  @Test
  void batchThatHangsTakesNoTurnFromTheOthers() {
    PartitionWork hanging = work("large", 1, BATCH);
    begin(hanging.lanes().get(0), 0);
    long later = 10 * SECOND;
    begin(lane("small", 0, 1), later);
    Lane next = lane("alsolarge", 2, BATCH);
    assertThat(mayBegin(next, later)).isFalse();

    slow.look(List.of(hanging), later);

    assertThat(mayBegin(next, later)).isTrue();
  }

  private boolean mayBegin(Lane lane, long now) {
    return backlogs.permit(lane.nextTenant(), lane, now);
  }

  private void begin(Lane lane, long now) {
    LaneBatch batch = lane.take(BATCH, now, Duration.ZERO, BATCH);
    lane.begin(batch, now);
    backlogs.begun(lane.nextTenant(), lane, now);
  }

  private static Lane lane(String tenant, int partition, int deliveries) {
    return work(tenant, partition, deliveries).lanes().get(0);
  }

  private static PartitionWork work(String tenant, int partition, int deliveries) {
    PartitionWork work = new PartitionWork(Deliveries.of(tenant, partition, 0, 1).partition(), 1);
    for (int offset = 0; offset < deliveries; offset++) {
      work.add(Deliveries.of(tenant, partition, offset, 1), 0);
    }
    return work;
  }
}
