/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExpiringCacheTest {

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger loads = new AtomicInteger();
  private final ExpiringCache<String, Integer> cache =
      new ExpiringCache<>(Duration.ofSeconds(1), 2, clock::get);

  private Integer get(String key) {
    return cache.get(key, () -> Future.succeededFuture(loads.incrementAndGet())).result();
  }

  @Test
  void aValueIsUsedForItsLifetimeAndThenLoadedAnew() {
    assertThat(get("a")).isEqualTo(1);
    clock.set(Duration.ofSeconds(1).toNanos() - 1);
    assertThat(get("a")).isEqualTo(1);
    clock.set(Duration.ofSeconds(1).toNanos());
    assertThat(get("a")).isEqualTo(2);
  }

  @Test
  void whoAsksDuringALoadWaitsForIt() {
    Promise<Integer> loading = Promise.promise();
    Future<Integer> first = cache.get("a", loading::future);
    Future<Integer> second = cache.get("a", () -> Future.succeededFuture(7));
    loading.complete(5);
    assertThat(first.result()).isEqualTo(5);
    assertThat(second.result()).isEqualTo(5);
  }

  @Test
  void aFailureIsNotKept() {
    assertThat(cache.get("a", () -> Future.failedFuture("no")).failed()).isTrue();
    assertThat(get("a")).isEqualTo(1);
  }

  @Test
  void aLoadThatBeganBeforeAChangeIsNotUsedAfterIt() {
    Promise<Integer> loading = Promise.promise();
    cache.get("a", loading::future);
    cache.forget("a");
    assertThat(get("a")).isEqualTo(1);
    loading.complete(5);
    assertThat(get("a")).isEqualTo(1);
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    get("a");
    get("b");
    get("c");
    assertThat(get("b")).isEqualTo(2);
    assertThat(get("a")).isEqualTo(4);
  }
}
