/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.folio.eventbus.FailureClassifier;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.HttpStatusException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule for failure classifiers reports the classifiers that break it, and no others. */
class BrokenClassifierTest {

  private static final SuiteRun SUITES = new SuiteRun();

  @AfterAll
  static void close() {
    SUITES.close();
  }

  @ParameterizedTest
  @CsvSource({
    "KnowsNoAnswer, knowsAnAnswerForEachFailure",
    "ChangesItsMind, givesTheSameAnswerEachTime",
    "ParksInAnOutage, failuresOfTheConnectionAreOutages wrappedFailureOfTheConnectionIsStillAnOutage",
    "LooksAtTheOutsideOnly, wrappedFailureOfTheConnectionIsStillAnOutage",
  })
  void brokenClassifierIsFound(String name, String rules) throws ClassNotFoundException {
    Class<?> suite = Class.forName(getClass().getName() + "$" + name);

    assertThat(SUITES.brokenRules(suite)).containsExactlyInAnyOrder(rules.split(" "));
  }

  abstract static class Broken extends FailureClassifierContract {
    abstract FailureKind classify(Throwable failure);

    @Override
    protected FailureClassifier classifier() {
      return this::classify;
    }
  }

  static class KnowsNoAnswer extends Broken {
    @Override
    FailureKind classify(Throwable failure) {
      return failure instanceof StackOverflowError
          ? null
          : FailureClassifier.STANDARD.classify(failure);
    }
  }

  static class ChangesItsMind extends Broken {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    FailureKind classify(Throwable failure) {
      return failure instanceof HttpStatusException
          ? FailureKind.values()[asked.incrementAndGet() % FailureKind.values().length]
          : FailureClassifier.STANDARD.classify(failure);
    }
  }

  static class ParksInAnOutage extends Broken {
    @Override
    FailureKind classify(Throwable failure) {
      return FailureKind.PERMANENT;
    }
  }

  static class LooksAtTheOutsideOnly extends Broken {
    @Override
    FailureKind classify(Throwable failure) {
      return failure instanceof CompletionException || failure instanceof ExecutionException
          ? FailureKind.PERMANENT
          : FailureClassifier.STANDARD.classify(failure);
    }
  }
}
