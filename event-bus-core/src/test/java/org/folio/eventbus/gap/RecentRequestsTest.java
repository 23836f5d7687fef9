/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.key.SequenceRange;
import org.junit.jupiter.api.Test;

/** Repeated requests for the same events lead to one delivery within some seconds. */
class RecentRequestsTest {

  private static final TenantId DIKU = new TenantId("diku");

  private final AtomicLong now = new AtomicLong();
  private final RecentRequests recent = new RecentRequests(now::get);

  @Test
  void sameEventsAreSentOnceWhoeverAsksForThem() {
    assertThat(recent.isNew(events(1, 5, "first"))).isTrue();
    assertThat(recent.isNew(events(1, 5, "second"))).isFalse();
    assertThat(recent.isNew(events(2, 5, "second"))).isTrue();
  }

  @Test
  void sameTailIsSentOnce() {
    assertThat(recent.isNew(tail(0))).isTrue();
    assertThat(recent.isNew(tail(0))).isFalse();
    assertThat(recent.isNew(tail(1))).isTrue();
  }

  @Test
  void whatIsStillMissingSomeSecondsLaterIsSentAgain() {
    recent.isNew(events(1, 5, "first"));
    now.addAndGet(Duration.ofSeconds(9).toNanos());

    assertThat(recent.isNew(events(1, 5, "first"))).isTrue();
  }

  @Test
  void whatIsRememberedHasABound() {
    assertThat(recent.isNew(events(1, 1, "first"))).isTrue();
    for (int last = 2; last < 20_000; last++) {
      recent.isNew(events(1, last, "flood"));
    }

    assertThat(recent.isNew(events(1, 1, "first"))).isTrue();
  }

  private static RepublishRequest events(long first, long last, String subscription) {
    return new RepublishRequest(
        DIKU, new StreamKey("stream", "key"), new SequenceRange(first, last), subscription);
  }

  private static TailRequest tail(int partition) {
    return new TailRequest(DIKU, "stream", partition, Instant.EPOCH, "first");
  }
}
