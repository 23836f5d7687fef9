/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A loop ends when it is closed, and for no other reason. */
class LoopTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Mover mover =
      new ProgressWatch().mover(MoverKind.REQUESTS, "The loop", Duration.ofSeconds(1));
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private Loop loop;

  @BeforeEach
  void silence() {
    Configurator.setLevel(Loop.class.getName(), Level.OFF);
  }

  @AfterEach
  void close() {
    loop.close();
    Configurator.setLevel(Loop.class.getName(), Level.WARN);
  }

  @Test
  void whateverARoundThrowsAnotherLifeBegins() throws Exception {
    List<Throwable> thrown = List.of(new NullPointerException(), new StackOverflowError());
    start(
        life -> {
          if (life <= thrown.size()) {
            throw thrown.get(life - 1);
          }
        });

    assertThat(next()).isEqualTo("life 1");
    assertThat(next()).isEqualTo("over 1");
    assertThat(next()).isEqualTo("life 2");
    assertThat(next()).isEqualTo("over 2");
    assertThat(next()).isEqualTo("life 3");
  }

  @Test
  void lifeThatCannotBeMadeIsTriedAgain() throws Exception {
    CountDownLatch failures = new CountDownLatch(2);
    loop =
        new Loop(
            "test-loop",
            () -> {
              if (failures.getCount() > 0) {
                throw new IllegalStateException("not yet");
              }
              return life(1, round -> {});
            },
            mover,
            failure -> failures.countDown());
    loop.start();

    assertThat(next()).isEqualTo("life 1");
  }

  @Test
  void roundThatHangsIsBrokenOff() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    start(
        life -> {
          if (life == 1) {
            never.await();
          }
        });
    assertThat(next()).isEqualTo("life 1");
    mover.makeAnew();

    assertThat(next()).isEqualTo("over 1");
    assertThat(next()).isEqualTo("life 2");
  }

  @Test
  void closedLoopGivesBackWhatItHoldsAndBeginsNothingMore() throws Exception {
    start(life -> {});
    assertThat(next()).isEqualTo("life 1");
    Future<Void> ended = loop.close();

    assertThat(next()).isEqualTo("over 1");
    ended.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    loop.start();
    assertThat(seen).isEmpty();
  }

  private String next() throws InterruptedException {
    return seen.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private interface Round {

    void run(int life) throws Throwable;
  }

  private void start(Round round) {
    int[] lives = {0};
    loop = new Loop("test-loop", () -> life(++lives[0], round), mover, failure -> {});
    loop.start();
  }

  private Loop.Life life(int number, Round round) {
    seen.add("life " + number);
    return new Loop.Life() {
      @Override
      public void round() throws Exception {
        try {
          round.run(number);
        } catch (Exception | Error e) {
          throw e;
        } catch (Throwable e) {
          throw new IllegalStateException(e);
        }
        Thread.onSpinWait();
      }

      @Override
      public void close() {
        seen.add("over " + number);
      }
    };
  }
}
