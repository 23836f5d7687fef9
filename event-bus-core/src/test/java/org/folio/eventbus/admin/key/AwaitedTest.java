/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.admin.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.StreamKey;
import org.junit.jupiter.api.Test;

/** The awaited sequences lie between the applied and the received ones. */
class AwaitedTest {

  private static final StreamKey KEY = new StreamKey(EventCatalog.LOAN_EVENTS, "a patron");
  private static final Instant SINCE = Instant.parse("2026-03-01T10:15:30Z");

  private static List<Awaited> before(long applied, Duration hold, long... arrived) {
    Map<Long, Instant> since = new TreeMap<>();
    for (long sequence : arrived) {
      since.put(sequence, SINCE);
    }
    return Awaited.before("ledger", KEY, applied, new TreeMap<>(since), hold);
  }

  @Test
  void eachHoleBeforeWhatHasComeIsAwaited() {
    List<Awaited> awaited = before(1, Duration.ofSeconds(30), 4, 5, 7, 11);

    assertThat(awaited)
        .extracting(Awaited::range)
        .containsExactly(
            new SequenceRange(2, 3), new SequenceRange(6, 6), new SequenceRange(8, 10));
    assertThat(awaited.get(2).sentence())
        .isEqualTo("11 waits for 8 to 10; reported missing after 30 s");
    assertThat(Awaited.obstacle(awaited))
        .isEqualTo("2 and 3, 6, 8 to 10; reported missing after 30 s");
  }

  /** The cursor has moved since it was read. */
  @Test
  void whatHasBeenAppliedMeanwhileIsNotAwaited() {
    assertThat(before(7, Duration.ofSeconds(30), 4, 5, 8)).isEmpty();
  }

  @Test
  void holdTimeIsToldAsItIs() {
    assertThat(before(1, Duration.ofMillis(500), 3).get(0).sentence()).endsWith("after 0.5 s");
    assertThat(before(1, Duration.ofMinutes(10), 3).get(0).sentence()).endsWith("after 600 s");
  }
}
