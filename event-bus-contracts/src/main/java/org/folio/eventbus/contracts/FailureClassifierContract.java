/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.FailureClassifier;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.HttpStatusException;
import org.junit.jupiter.api.Test;

/**
 * The rules for a {@link FailureClassifier}: a wrong one parks good events, or retries bad ones for
 * ever. Needs neither broker nor database.
 */
public abstract class FailureClassifierContract {

  private static final int REPETITIONS = 50;

  /** The classifier. */
  protected abstract FailureClassifier classifier();

  /** The module's own failures that its handlers may fail with; none by default. */
  protected List<Throwable> failures() {
    return List.of();
  }

  @Test
  final void knowsAnAnswerForEachFailure() {
    for (Throwable failure : all()) {
      assertThat(classifier().classify(failure)).as("answer for %s", failure).isNotNull();
    }
  }

  @Test
  final void givesTheSameAnswerEachTime() {
    for (Throwable failure : all()) {
      FailureKind first = classifier().classify(failure);
      for (int i = 0; i < REPETITIONS; i++) {
        assertThat(classifier().classify(failure)).as("answer for %s", failure).isEqualTo(first);
      }
    }
  }

  /** Otherwise a restart of the database parks the events that arrive meanwhile. */
  @Test
  final void failuresOfTheConnectionAreOutages() {
    for (Throwable failure : connections()) {
      assertThat(classifier().classify(failure))
          .as("answer for %s", failure)
          .isEqualTo(FailureKind.OUTAGE);
    }
  }

  @Test
  final void wrappedFailureOfTheConnectionIsStillAnOutage() {
    for (Throwable failure : connections()) {
      for (Throwable wrapped :
          List.of(
              new CompletionException(failure),
              new ExecutionException(failure),
              new IllegalStateException("The call failed", new RuntimeException(failure)))) {
        assertThat(classifier().classify(wrapped))
            .as("answer for %s", wrapped)
            .isEqualTo(FailureKind.OUTAGE);
      }
    }
  }

  private static List<Throwable> connections() {
    return List.of(
        new ConnectException("refused"),
        new SocketException("reset"),
        ClosedConnectionException.INSTANCE,
        database("08006"),
        database("57P01"));
  }

  private List<Throwable> all() {
    List<Throwable> all = new ArrayList<>(connections());
    all.addAll(
        List.of(
            new TimeoutException(),
            new RuntimeException((String) null),
            new NullPointerException(),
            new IOException(),
            new UncheckedIOException(new IOException("broken")),
            new StackOverflowError(),
            new HttpStatusException(404, "not found"),
            new HttpStatusException(503, "busy"),
            Future.failedFuture("cannot apply").cause(),
            circular(),
            database("23505"),
            database("40P01"),
            database("99999")));
    all.addAll(failures());
    return all;
  }

  private static PgException database(String sqlState) {
    return new PgException("refused", "ERROR", sqlState, "");
  }

  private static Throwable circular() {
    RuntimeException first = new RuntimeException("first");
    RuntimeException second = new RuntimeException("second", first);
    first.initCause(second);
    return first;
  }
}
