/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule for external handlers reports the handlers that break it, and no others. */
class BrokenExternalHandlerTest {

  private static final SuiteRun SUITES = new SuiteRun();

  @AfterAll
  static void close() {
    SUITES.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Correct,",
    "DoesAllTwice, sameEventTwiceHasTheEffectOfOnce",
    "RemembersOnlyTheLatestCall, keysAtTheSameTimeHaveTheSameEffect",
    "Hangs, troubleIsAFailedFutureInTimeAndPasses",
    "SwallowsFailures, troubleIsAFailedFutureInTimeAndPasses",
    "Throws, troubleIsAFailedFutureInTimeAndPasses",
    "Waits, doesNotBlockTheEventLoop",
  })
  void brokenHandlerIsFound(String name, String rules) throws ClassNotFoundException {
    Class<?> suite = Class.forName(getClass().getName() + "$" + name);

    assertThat(SUITES.brokenRules(suite))
        .containsExactlyInAnyOrder(rules == null ? new String[0] : rules.split(" "));
  }

  /** When keys are worked on at the same time, their order may by chance be that of the events. */
  @Test
  void handlerThatMixesKeysIsFoundByTheRuleOfInterleavingAtLeast() {
    assertThat(SUITES.brokenRules(MixesKeys.class))
        .contains("keysInAnyInterleavingHaveTheSameEffect")
        .isSubsetOf("keysInAnyInterleavingHaveTheSameEffect", "keysAtTheSameTimeHaveTheSameEffect");
  }

  /** A called system that keeps a set of event ids, and knows when it should be in trouble. */
  static class Correct extends ExternalHandlerContract {
    final List<String> stored = new ArrayList<>();
    volatile Trouble trouble = Trouble.NONE;

    @Override
    protected ExternalHandler handler(Vertx running) {
      return event ->
          trouble == Trouble.NONE ? later(running, event) : Future.failedFuture("in trouble");
    }

    // The answer of a called system comes later, never at once.
    Future<Void> later(Vertx running, Event event) {
      return Future.future(
          promise ->
              running.runOnContext(
                  answered -> {
                    store(event);
                    promise.complete();
                  }));
    }

    void store(Event event) {
      synchronized (stored) {
        stored.add(event.id().toString());
      }
    }

    @Override
    protected void reset() {
      synchronized (stored) {
        stored.clear();
      }
      trouble = Trouble.NONE;
    }

    @Override
    protected Object effect() {
      synchronized (stored) {
        return new TreeSet<>(stored);
      }
    }

    @Override
    protected void bring(Trouble brought) {
      trouble = brought;
    }

    @Override
    protected Duration limit() {
      return Duration.ofSeconds(1);
    }
  }

  static class DoesAllTwice extends Correct {
    @Override
    protected Object effect() {
      synchronized (stored) {
        return stored.stream().sorted().toList();
      }
    }

    // Only the rule that calls twice sees it.
    @Override
    protected Set<Trouble> troubles() {
      return Set.of();
    }
  }

  static class MixesKeys extends Correct {
    @Override
    void store(Event event) {
      synchronized (stored) {
        if (!stored.contains(event.id().toString())) {
          super.store(event);
        }
      }
    }

    @Override
    protected Object effect() {
      synchronized (stored) {
        return List.copyOf(stored);
      }
    }
  }

  static class RemembersOnlyTheLatestCall extends Correct {
    private volatile Event latest;

    @Override
    protected ExternalHandler handler(Vertx running) {
      ExternalHandler handler = super.handler(running);
      return event -> {
        latest = event;
        return handler.handle(event);
      };
    }

    @Override
    void store(Event event) {
      super.store(latest);
    }
  }

  static class Hangs extends Correct {
    @Override
    protected ExternalHandler handler(Vertx running) {
      return event ->
          trouble == Trouble.SILENT
              ? Future.future(promise -> {})
              : super.handler(running).handle(event);
    }
  }

  static class SwallowsFailures extends Correct {
    @Override
    protected ExternalHandler handler(Vertx running) {
      return event -> super.handler(running).handle(event).otherwiseEmpty();
    }
  }

  static class Throws extends Correct {
    @Override
    protected ExternalHandler handler(Vertx running) {
      return event -> {
        if (trouble == Trouble.REFUSES) {
          throw new IllegalStateException("refused");
        }
        return super.handler(running).handle(event);
      };
    }
  }

  static class Waits extends Correct {
    @Override
    protected ExternalHandler handler(Vertx running) {
      return event -> {
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        return super.handler(running).handle(event);
      };
    }
  }
}
