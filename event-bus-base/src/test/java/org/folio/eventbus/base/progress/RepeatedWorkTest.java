/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.folio.eventbus.base.time.StandingTime;
import org.junit.jupiter.api.Test;

/** Repeated work continues after any result of one run. */
class RepeatedWorkTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final StandingTime time = new StandingTime();
  private final ProgressWatch watch = new ProgressWatch(time::nanoTime);
  private final Queue<Supplier<Future<?>>> behaviour = new ArrayDeque<>();
  private int times;

  private final RepeatedWork work =
      new RepeatedWork(
          time,
          watch,
          "The work",
          INTERVAL,
          LIMIT,
          () -> {
            times++;
            return behaviour.isEmpty() ? Future.succeededFuture() : behaviour.remove().get();
          });

  @Test
  void workThatThrowsIsRepeated() {
    behaviour.add(
        () -> {
          throw new IllegalStateException("thrown");
        });
    time.pass(INTERVAL.multipliedBy(3));

    assertThat(times).isEqualTo(3);
  }

  @Test
  void workThatNeverEndsIsGivenUp() {
    behaviour.add(() -> Promise.promise().future());
    time.pass(INTERVAL.plus(LIMIT).plus(INTERVAL));

    assertThat(times).isEqualTo(2);
  }

  @Test
  void workIsDoneOneTimeAfterAnother() {
    Promise<Void> running = Promise.promise();
    behaviour.add(running::future);
    time.pass(INTERVAL);
    work.soon();
    work.soon();
    assertThat(times).isEqualTo(1);
    running.complete();
    time.pass(Duration.ofMillis(1));

    assertThat(times).isEqualTo(2);
    time.pass(INTERVAL.minusMillis(2));
    assertThat(times).isEqualTo(2);
  }

  @Test
  void workThatFailsAgainAndAgainStandsStill() {
    for (int i = 0; i < 20; i++) {
      behaviour.add(() -> Future.failedFuture("the table is locked"));
    }
    time.pass(INTERVAL.plus(LIMIT).multipliedBy(3));

    assertThat(watch.standstills())
        .singleElement()
        .extracting(Standstill::sentence)
        .asString()
        .contains("The work")
        .contains("the table is locked");
  }

  @Test
  void closedWorkIsDoneNoMore() {
    work.close();
    work.soon();
    time.pass(INTERVAL.multipliedBy(2));

    assertThat(times).isZero();
  }
}
