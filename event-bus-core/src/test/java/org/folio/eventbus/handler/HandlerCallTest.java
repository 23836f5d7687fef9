/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.HttpStatusException;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.time.StandingTime;
import org.junit.jupiter.api.Test;

/**
 * An event is not blamed while the receiver of an external handler is unavailable; it is blamed if
 * the receiver fails for this event only.
 */
class HandlerCallTest {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final int STEPS_OF_SUSPICION = (int) ReceiverWatch.SUSPICION.dividedBy(STEP);

  private final StandingTime time = new StandingTime();
  private final HandlerCall call =
      new HandlerCall(time, SubscriptionPolicy.builder().handlerLimit(LIMIT).build());
  private final Event bad = event();

  private static Event event() {
    return new Event(
        UUID.randomUUID(),
        "LOAN_CLOSED",
        new TenantId("diku"),
        EventCatalog.LOAN_EVENTS,
        UUID.randomUUID().toString(),
        1,
        Instant.EPOCH,
        "{}",
        Correlation.NONE,
        null);
  }

  private void succeeds(Event event) {
    assertThat(call.external(any -> Future.succeededFuture(), event).succeeded()).isTrue();
  }

  private Throwable failure(Event event, Throwable failure) {
    return call.external(any -> Future.failedFuture(failure), event).cause();
  }

  private static HttpStatusException answer(int status) {
    return new HttpStatusException(status, "answered");
  }

  @Test
  void eventAtWhichAReceiverFailsThatAnswersOthersAllTheWhileIsBlamed() {
    Throwable last = null;
    for (int step = 0; step <= STEPS_OF_SUSPICION; step++) {
      succeeds(event());
      last = failure(bad, answer(500));
      assertThat(last instanceof HandlerFailedException)
          .as("after %d steps", step)
          .isEqualTo(step == STEPS_OF_SUSPICION);
      time.pass(STEP);
    }

    assertThat(last).hasCauseInstanceOf(HttpStatusException.class);
    assertThat(((HandlerFailedException) last).permanent())
        .as("needs no budget of its own")
        .isTrue();
  }

  @Test
  void outageOfAnyLengthIsNeverBlamedOnTheEvent() {
    succeeds(event());
    for (int step = 0; step < 100; step++) {
      assertThat(failure(bad, answer(503))).isInstanceOf(HttpStatusException.class);
      time.pass(STEP);
    }
    // One instance is available again, and the other one is still starting.
    succeeds(event());

    assertThat(failure(bad, answer(503))).isInstanceOf(HttpStatusException.class);
  }

  /** A handler that skips events does not show that the receiver answers. */
  @Test
  void skippedEventsDoNotShowThatTheReceiverAnswers() {
    ExternalHandler skipping =
        new ExternalHandler() {
          @Override
          public Future<Void> handle(Event event) {
            return Future.succeededFuture();
          }

          @Override
          public Future<Boolean> reach(Event event) {
            return handle(event).map(false);
          }
        };
    for (int step = 0; step <= STEPS_OF_SUSPICION; step++) {
      assertThat(call.external(skipping, event()).succeeded()).isTrue();
      assertThat(failure(bad, answer(503))).isInstanceOf(HttpStatusException.class);
      time.pass(STEP);
    }
  }

  /** A lane that waits for an answer sends the receiver no other event meanwhile. */
  @Test
  void eventThatIsNeverAnsweredIsBlamedWhenOthersAreAnsweredBetweenItsCalls() {
    assertThat(unanswered()).isInstanceOf(TimeoutException.class);
    assertThat(unanswered()).isInstanceOf(HandlerFailedException.class);
  }

  private Throwable unanswered() {
    succeeds(event());
    Future<Void> waiting = call.external(any -> Promise.<Void>promise().future(), bad);
    time.pass(LIMIT);
    return waiting.cause();
  }

  @Test
  void refusalIsTheEventsAtOnceAndShowsThatTheReceiverAnswers() {
    Throwable refused = failure(event(), answer(422));
    failure(bad, answer(500));
    for (int step = 0; step < STEPS_OF_SUSPICION; step++) {
      time.pass(STEP);
      failure(event(), answer(422));
    }

    assertThat(refused).isInstanceOf(HandlerFailedException.class);
    assertThat(failure(bad, answer(500))).isInstanceOf(HandlerFailedException.class);
  }

  /** A handler that knows the called module may classify its 404 as a refusal. */
  @Test
  void handlerSaysWhatAStatusMeansWhereItKnowsBetter() {
    assertThat(failure(bad, answer(404))).isInstanceOf(HttpStatusException.class);
    assertThat(failure(bad, new HttpStatusException(404, "no item", FailureKind.PERMANENT)))
        .isInstanceOf(HandlerFailedException.class);
  }
}
