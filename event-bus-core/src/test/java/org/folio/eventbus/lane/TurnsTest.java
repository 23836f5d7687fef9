/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.delivery.Deliveries;
import org.folio.eventbus.delivery.Delivery;
import org.junit.jupiter.api.Test;

/** Law L11: turns do not depend on the size of a backlog. */
class TurnsTest {

  private static final BiPredicate<TenantId, Lane> ANYBODY = (tenant, lane) -> true;

  @Test
  void tenantWithOneEventWaitsForOneBatchOfEachOtherTenant() {
    Turns turns = new Turns();
    for (int partition = 0; partition < 20; partition++) {
      turns.add(lane("busy", partition));
      turns.add(lane("alsobusy", partition));
    }
    turns.add(lane("quiet", 0));

    assertThat(next(turns, 4)).containsExactly("busy", "alsobusy", "quiet", "busy");
  }

  @Test
  void tenantThatWasServedLessComesFirst() {
    Turns turns = new Turns();
    Lane backlog = lane("backlog", 0);
    Lane rare = lane("rare", 0);
    turns.add(backlog);
    turns.next(ANYBODY);
    turns.charge(backlog.nextTenant(), 200);

    turns.add(backlog);
    turns.add(rare);
    assertThat(next(turns, 1)).containsExactly("rare");
    turns.add(rare);
    assertThat(next(turns, 1)).as("rare was served less again").containsExactly("rare");
  }

  @Test
  void tenantThatHadNothingToDoIsNotOwedAnything() {
    Turns turns = new Turns();
    Lane early = lane("early", 0);
    Lane late = lane("late", 0);
    for (int i = 0; i < 10; i++) {
      turns.add(early);
      turns.next(ANYBODY);
    }
    turns.add(early);
    turns.add(late);

    assertThat(next(turns, 1)).containsExactly("late");
    turns.add(late);
    assertThat(next(turns, 2)).as("from now on they take turns").containsExactly("early", "late");
  }

  @Test
  void lanesOfATenantTakeTurnsInTheOrderInWhichTheyCame() {
    Turns turns = new Turns();
    Lane first = lane("diku", 0);
    Lane second = lane("diku", 1);
    turns.add(first);
    turns.add(second);
    turns.add(first);

    assertThat(turns.next(ANYBODY)).isSameAs(first);
    assertThat(turns.next(ANYBODY)).isSameAs(second);
    assertThat(turns.next(ANYBODY)).as("who waits already does not wait twice").isNull();
  }

  private static List<String> next(Turns turns, int count) {
    List<String> tenants = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TenantId tenant = turns.next(ANYBODY).nextTenant();
      tenants.add(tenant.value());
    }
    return tenants;
  }

  private static Lane lane(String tenant, int partition) {
    Delivery delivery = Deliveries.of(tenant, partition, 0, 10);
    Lane lane = new Lane(delivery.partition());
    lane.add(delivery, 0);
    return lane;
  }
}
