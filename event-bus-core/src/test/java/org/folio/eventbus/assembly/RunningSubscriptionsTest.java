/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.subscription.TenantReading;
import org.junit.jupiter.api.Test;

/** Tenants and subscriptions change at the same time; the last change counts. */
class RunningSubscriptionsTest {

  private static final TenantId DIKU = new TenantId("diku");
  private static final TenantId COLLEGE = new TenantId("college");
  private static final Subscription ADDED =
      new Subscription(
          "added",
          EventCatalog.LOAN_EVENTS,
          Set.of("LOAN_CLOSED"),
          (ExternalHandler) event -> Future.succeededFuture());

  private final Promise<Void> started = Promise.promise();
  private final List<Set<TenantId>> reads = new CopyOnWriteArrayList<>();
  private final CountDownLatch mayRead = new CountDownLatch(1);
  private final RunningSubscriptions<TenantReading> subscriptions =
      new RunningSubscriptions<>(List.of(), Reader::new);

  private final class Reader implements TenantReading {
    private final Subscription subscription;

    Reader(Subscription subscription) {
      this.subscription = subscription;
    }

    @Override
    public Subscription subscription() {
      return subscription;
    }

    @Override
    public Future<Void> start() {
      return started.future();
    }

    @Override
    public Future<Void> read(Set<TenantId> tenants) {
      reads.add(tenants);
      try {
        mayRead.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }

  @Test
  void subscriptionThatStartsWhileATenantIsEnabledReadsForIt() {
    mayRead.countDown();
    subscriptions.read(Set.of(DIKU));
    subscriptions.add(ADDED, Set.of(DIKU, COLLEGE));
    subscriptions.read(Set.of(DIKU, COLLEGE));
    started.complete();

    assertThat(reads).last().isEqualTo(Set.of(DIKU, COLLEGE));
  }

  /** Calls count in the order in which they are made. */
  @Test
  void changeThatBeganEarlierIsMadeEarlier() throws Exception {
    started.complete();
    Thread enabling = new Thread(() -> subscriptions.read(Set.of(DIKU)));
    Thread adding = new Thread(() -> subscriptions.add(ADDED, Set.of(DIKU, COLLEGE)));
    adding.start();
    await().until(() -> reads.size() == 1);
    enabling.start();
    await().until(() -> enabling.getState() == Thread.State.BLOCKED);

    mayRead.countDown();
    adding.join();
    enabling.join();
    assertThat(reads).containsExactly(Set.of(), Set.of(DIKU));
  }
}
