/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.okapi.deliver.OkapiDouble.await;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.FailureClassifier;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.HttpStatusException;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a module receives, and what its answers mean. */
class EventDeliveryTest {

  private static final String PATH = "/circulation/handlers/loan-related-fee-fine-closed";
  private static final String LOGIN = "/authn/login-with-expiry";
  private static final OkapiTimeouts TIMEOUTS =
      new OkapiTimeouts(Duration.ofSeconds(3), Duration.ofMillis(1_500));

  private final OkapiDouble okapi = new OkapiDouble();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger logins = new AtomicInteger();
  private final Event event = event(new Correlation("123456/loans", "a-user", null));

  @AfterEach
  void close() {
    okapi.close();
  }

  private static Event event(Correlation correlation) {
    String loan = UUID.randomUUID().toString();
    return new Event(
        UUID.randomUUID(),
        "LOAN_RELATED_FEE_FINE_CLOSED",
        new TenantId("diku"),
        EventCatalog.ACCOUNT_EVENTS,
        loan,
        1,
        Instant.EPOCH,
        "{ \"loanId\" : \"" + loan + "\" }",
        correlation,
        null);
  }

  private EventDelivery delivery(OkapiSettings settings) {
    return delivery(settings, RefusalRule.BY_STATUS);
  }

  private EventDelivery delivery(OkapiSettings settings, RefusalRule refusals) {
    return new EventDelivery(
        okapi.vertx,
        settings,
        new SystemTokens(okapi.vertx, settings, TIMEOUTS, clock::get),
        Map.of("LOAN_RELATED_FEE_FINE_CLOSED", PATH),
        refusals,
        TokenDoubt.UNAUTHORIZED,
        TIMEOUTS,
        clock::get);
  }

  private void answers(int status, String body) {
    okapi.answers(
        request -> {
          if (!logIn(request)) {
            request.response().setStatusCode(status).end(body);
          }
        });
  }

  private boolean logIn(HttpServerRequest request) {
    boolean asked = request.path().equals(LOGIN);
    if (asked) {
      OkapiDouble.loggedIn(request, "secret.token." + logins.incrementAndGet());
    }
    return asked;
  }

  private Throwable failure(EventDelivery delivery, Event delivered) {
    Future<Void> handled = delivery.handle(delivered);
    await(handled.transform(done -> Future.succeededFuture()));
    return handled.cause();
  }

  private static FailureKind kind(Throwable failure) {
    return FailureClassifier.STANDARD.classify(failure);
  }

  @Test
  void payloadAndHeadersArriveAsTheyAre() {
    answers(204, "");
    await(delivery(okapi.settings()).handle(event));

    OkapiDouble.Seen seen = okapi.seen(PATH).get(0);
    assertThat(seen.body()).isEqualTo(event.payload());
    assertThat(seen.headers().get("Content-Type")).isEqualTo("application/json");
    assertThat(seen.headers().get("Accept")).isEqualTo("application/json, text/plain");
    assertThat(seen.headers().get("X-Okapi-Tenant")).isEqualTo("diku");
    assertThat(seen.headers().get("X-Okapi-Url")).isEqualTo(okapi.settings().url().orElseThrow());
    assertThat(seen.headers().get("X-Okapi-Token")).isEqualTo("secret.token.1");
    assertThat(seen.headers().get("X-Okapi-Request-Id")).isEqualTo("123456/loans");
    assertThat(seen.headers().get("X-Okapi-User-Id")).isEqualTo("a-user");
    assertThat(seen.headers().get("Idempotency-Key")).isEqualTo(event.id().toString());
    assertThat(seen.headers().get("X-Event-Bus-Delivery")).isEqualTo(event.stream());
  }

  @Test
  void withoutSystemUserAndRequestTheseHeadersAreLeftOut() {
    answers(200, "{}");
    await(delivery(okapi.settingsWithoutUser()).handle(event(Correlation.NONE)));

    assertThat(okapi.seen).hasSize(1);
    assertThat(okapi.seen.get(0).headers().names())
        .doesNotContain("X-Okapi-Token", "X-Okapi-Request-Id", "X-Okapi-User-Id");
  }

  /**
   * As folio-module-sidecar answers for a module that the tenant is not entitled for, or whose
   * location it does not know.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\":[{\"type\":\"TenantNotEnabledException\",\"code\":\"tenant_not_enabled\",\"message\":\"Application is not enabled for tenant: diku\"}],\"total_records\":1}",
        "{\"errors\":[{\"type\":\"BadRequestException\",\"code\":\"service_error\",\"message\":\"Module location is not found for moduleId: mod-circulation-24.5.1\"}],\"total_records\":1}"
      })
  void theAnswerOfTheSidecarSaysNothingAboutTheEvent(String body) {
    answers(400, body);
    assertThat(kind(failure(delivery(okapi.settings()), event))).isEqualTo(FailureKind.OUTAGE);
  }

  @Test
  void aRuleMayTakeARefusalForDoneAndA404ForTheModules() {
    EventDelivery delivery =
        delivery(
            okapi.settings(),
            (status, code, message) ->
                switch (code + "/" + message) {
                  case "nothing/to do" -> RefusalRule.Meaning.DONE;
                  case "no/item" -> RefusalRule.Meaning.OF_THE_EVENT;
                  default -> RefusalRule.Meaning.AS_THE_STATUS_SAYS;
                });
    answers(400, "{\"errors\":[{\"code\":\"nothing\",\"message\":\"to do\"}]}");
    await(delivery.handle(event));
    answers(404, "{\"errors\":[{\"code\":\"no\",\"message\":\"item\"}]}");
    assertThat(kind(failure(delivery, event))).isEqualTo(FailureKind.PERMANENT);
    answers(400, "");
    assertThat(kind(failure(delivery, event))).isEqualTo(FailureKind.PERMANENT);
    answers(404, "No suitable module found");
    assertThat(kind(failure(delivery, event))).isEqualTo(FailureKind.OUTAGE);
  }

  @Test
  void a401LeadsToOneFreshLoginAndARepetition() {
    okapi.answers(
        request -> {
          if (!logIn(request)) {
            boolean revoked = "secret.token.1".equals(request.getHeader("X-Okapi-Token"));
            request.response().setStatusCode(revoked ? 401 : 204).end();
          }
        });
    await(delivery(okapi.settings()).handle(event));

    assertThat(okapi.seen(PATH)).hasSize(2);
    assertThat(logins.get()).isEqualTo(2);
  }

  @Test
  void a401ThatStaysIsAnOutageAndNotRepeatedAtOnce() {
    answers(401, "Invalid token secret.token.1");
    Throwable failure = failure(delivery(okapi.settings()), event);

    assertThat(kind(failure)).isEqualTo(FailureKind.OUTAGE);
    assertThat(failure)
        .hasMessage("POST " + PATH + " was answered with status 401")
        .hasMessageNotContaining("secret");
    assertThat(okapi.seen(PATH)).hasSize(2);
  }

  @Test
  void aRefusalIsPermanentAndItsReasonNamesMembersAndNoValues() {
    answers(
        422,
        """
        {"errors": [{"message": "must not be null for %s", "code": "-1",
          "parameters": [{"key": "dueDate", "value": "personal"}]}]}
        """
            .formatted(UUID.randomUUID()));
    Throwable refused = failure(delivery(okapi.settings()), event);

    assertThat(kind(refused)).isEqualTo(FailureKind.PERMANENT);
    assertThat(refused)
        .hasMessage(
            "POST " + PATH + " was answered with status 422: dueDate must not be null for ...");
    answers(400, "Cannot parse: the payload with personal data");
    assertThat(failure(delivery(okapi.settings()), event))
        .hasMessage("POST " + PATH + " was answered with status 400");
    answers(422, "{\"errors\":[{\"message\":\"" + "x".repeat(1000) + "\"}]}");
    assertThat(failure(delivery(okapi.settings()), event).getMessage()).hasSizeLessThan(300);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 404, 408, 425, 429, 500, 502, 503, 504})
  void failureHasTheStatusAndNothingOfTheAnswer(int status) {
    answers(status, "the answer of a gateway");
    Throwable failure = failure(delivery(okapi.settings()), event);

    assertThat(((HttpStatusException) failure).status()).isEqualTo(status);
    assertThat(failure).hasMessage("POST " + PATH + " was answered with status " + status);
  }

  @Test
  void aTenantThatCannotBeDeliveredToIsNotAskedForEachEventAndOthersAre() {
    answers(404, "No running module instance found");
    EventDelivery delivery = delivery(okapi.settingsWithoutUser());
    failure(delivery, event);
    answers(204, "");

    assertThat(kind(failure(delivery, event(Correlation.NONE)))).isEqualTo(FailureKind.OUTAGE);
    assertThat(okapi.seen).hasSize(1);
    clock.addAndGet(DeliveryPolicy.PROBE.toNanos());
    await(delivery.handle(event));
    assertThat(okapi.seen).hasSize(2);
  }

  @Test
  void noConnectionIsAnOutageAndNoAnswerMayPass() {
    okapi.answers(this::logIn);
    Throwable late = failure(delivery(okapi.settings()), event);
    OkapiSettings settings = okapi.settingsWithoutUser();
    EventDelivery delivery = delivery(settings);
    okapi.stop();

    assertThat(kind(late)).isEqualTo(FailureKind.TRANSIENT);
    assertThat(late).hasMessage("POST " + PATH + " was not answered within 1500 ms");
    assertThat(kind(failure(delivery, event))).isEqualTo(FailureKind.OUTAGE);
  }

  @Test
  void aModuleThatAnswersNobodyIsProbedAndOneThatAnswersOthersIsCalled() {
    Event good = event(Correlation.NONE);
    AtomicInteger unanswered = new AtomicInteger();
    okapi.answers(
        request -> {
          if (request.getHeader("Idempotency-Key").equals(good.id().toString())) {
            request.response().setStatusCode(204).end();
          } else {
            unanswered.incrementAndGet();
          }
        });
    EventDelivery delivery = delivery(okapi.settingsWithoutUser());
    failure(delivery, event);
    failure(delivery, event);
    assertThat(unanswered.get()).as("not called during the pause").isEqualTo(1);

    clock.addAndGet(DeliveryPolicy.PROBE.toNanos());
    Future<Void> waiting = delivery.handle(event);
    await(delivery.handle(good));
    await(waiting.transform(done -> Future.succeededFuture()));
    await(delivery.handle(good));
  }

  @Test
  void aModuleThatSaysWhenToComeBackIsNotCalledBefore() {
    okapi.answers(
        request -> request.response().setStatusCode(429).putHeader("Retry-After", "7").end());
    EventDelivery delivery = delivery(okapi.settingsWithoutUser());
    failure(delivery, event);
    answers(204, "");

    clock.addAndGet(Duration.ofMillis(6_999).toNanos());
    assertThat(kind(failure(delivery, event))).isEqualTo(FailureKind.OUTAGE);
    assertThat(okapi.seen).hasSize(1);
    clock.addAndGet(Duration.ofMillis(1).toNanos());
    await(delivery.handle(event));
    assertThat(okapi.seen).hasSize(2);
  }
}
