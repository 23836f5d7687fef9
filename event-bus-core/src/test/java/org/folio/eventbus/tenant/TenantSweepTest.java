/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.base.time.StandingTime;
import org.junit.jupiter.api.Test;

/** A sweep over all tenants uses a bounded share of the database, whatever their number. */
class TenantSweepTest {

  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final TenantId FIRST = new TenantId("first");
  private static final TenantId SECOND = new TenantId("second");

  private final StandingTime clock = new StandingTime();
  private final List<TenantId> looked = new ArrayList<>();
  private int rounds;

  @Test
  void fewTenantsAreLookedAtOnceEachInterval() {
    sweep(true).tenants(ordered(FIRST, SECOND));
    clock.pass(INTERVAL.multipliedBy(3).plusMillis(500));

    assertThat(looked).containsExactly(FIRST, SECOND, FIRST, SECOND, FIRST, SECOND);
    assertThat(rounds).isEqualTo(3);
  }

  @Test
  void hundredsOfTenantsAreLookedAtFortyTimesASecondAtMost() {
    Set<TenantId> many = new LinkedHashSet<>();
    IntStream.range(0, 500).forEach(number -> many.add(new TenantId("tenant" + number)));
    sweep(true).tenants(many);
    clock.pass(INTERVAL.plusSeconds(10));

    assertThat(looked.size()).isBetween(380, 401);
    assertThat(looked).as("nobody twice before everybody once").doesNotHaveDuplicates();
    assertThat(rounds).isZero();
  }

  @Test
  void tenantOfWhichSomethingIsKnownComesBeforeAllOthers() {
    TenantSweep sweep = sweep(true);
    sweep.tenants(ordered(FIRST, SECOND));
    sweep.soon(SECOND);
    sweep.soon(new TenantId("stranger"));

    assertThat(looked).containsExactly(SECOND);
    clock.pass(INTERVAL.plusMillis(500));
    assertThat(looked).containsExactly(SECOND, FIRST, SECOND);
    assertThat(rounds).as("a look out of turn ends no round").isEqualTo(1);
  }

  @Test
  void lookThatFailsKeepsNobodyElseWaiting() {
    sweep(false).tenants(ordered(FIRST, SECOND));
    clock.pass(INTERVAL.plusMillis(500));

    assertThat(looked).containsExactly(FIRST, SECOND);
    assertThat(rounds).isEqualTo(1);
  }

  @Test
  void closedSweepBeginsNoFurtherLook() {
    TenantSweep sweep = sweep(true);
    sweep.tenants(ordered(FIRST, SECOND));
    clock.pass(INTERVAL);
    sweep.close();
    clock.pass(INTERVAL.multipliedBy(2));

    assertThat(looked).containsExactly(FIRST);
  }

  private TenantSweep sweep(boolean succeeds) {
    return new TenantSweep(
        clock,
        new ProgressWatch(),
        INTERVAL,
        "test",
        tenant -> {
          looked.add(tenant);
          return succeeds ? Future.succeededFuture() : Future.failedFuture("away");
        },
        () -> rounds++);
  }

  private static Set<TenantId> ordered(TenantId... tenants) {
    return new LinkedHashSet<>(List.of(tenants));
  }
}
