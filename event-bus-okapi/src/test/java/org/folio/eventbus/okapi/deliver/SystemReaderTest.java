/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.folio.eventbus.okapi.deliver.OkapiDouble.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.FailureClassifier;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemReaderTest {

  private static final String PATH = "/users/1";
  private static final String NAME = "GET /users/{id}";
  private static final String LOGIN = "/authn/login-with-expiry";
  private static final OkapiTimeouts TIMEOUTS =
      new OkapiTimeouts(Duration.ofSeconds(3), Duration.ofMillis(500));

  private final OkapiDouble okapi = new OkapiDouble();
  private final AtomicInteger logins = new AtomicInteger();
  private final SystemReader reader =
      new SystemReader(
          okapi.vertx,
          okapi.settings(),
          new SystemTokens(okapi.vertx, okapi.settings(), TIMEOUTS, System::nanoTime),
          TIMEOUTS);
  private final Event event = event();

  @AfterEach
  void close() {
    okapi.close();
  }

  private static Event event() {
    return new Event(
        UUID.randomUUID(),
        "LOG_RECORD",
        new TenantId("diku"),
        EventCatalog.CIRCULATION_LOG,
        "key",
        1,
        Instant.EPOCH,
        "{}",
        new Correlation("123456/loans", "a-user", null),
        null);
  }

  private void answers(int status, String body) {
    okapi.answers(
        request -> {
          if (request.path().equals(LOGIN)) {
            OkapiDouble.loggedIn(request, "secret.token." + logins.incrementAndGet());
          } else {
            request.response().setStatusCode(status).end(body);
          }
        });
  }

  private Optional<JsonObject> read(Event cause) {
    return await(reader.read(cause, NAME, PATH));
  }

  private FailureKind failure(Event cause) {
    Throwable failure = catchThrowable(() -> read(cause));
    assertThat(failure).hasMessageContaining(NAME).hasMessageNotContaining(PATH);
    return FailureClassifier.STANDARD.classify(failure);
  }

  @Test
  void readsAsTheSystemUser() {
    answers(200, "{\"barcode\":\"1\"}");
    assertThat(read(event)).contains(new JsonObject().put("barcode", "1"));
    OkapiDouble.Seen seen = okapi.seen(PATH).get(0);
    assertThat(seen.headers().get("X-Okapi-Tenant")).isEqualTo("diku");
    assertThat(seen.headers().get("X-Okapi-Token")).isEqualTo("secret.token.1");
    assertThat(seen.headers().get("X-Okapi-Request-Id")).isEqualTo("123456/loans");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 410, 422})
  void whatIsNotThereIsAnAnswer(int status) {
    answers(status, "");
    assertThat(read(event)).isEmpty();
  }

  /** As folio-module-sidecar answers for a module that the tenant is not entitled for. */
  @Test
  void theAnswerOfTheSidecarDoesNotMeanThatTheRecordIsAbsent() {
    answers(400, "{\"errors\":[{\"code\":\"tenant_not_enabled\"}],\"total_records\":1}");
    assertThat(failure(event)).isEqualTo(FailureKind.OUTAGE);
    assertThat(kindOfSearch()).isEqualTo(FailureKind.OUTAGE);
  }

  /** As a sidecar that is starting, and Okapi while no instance of the module runs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body><h1>Resource not found</h1></body></html>",
        "No running module instance found for mod-users-19.3.1"
      })
  void aModuleThatIsAwayDoesNotMeanThatTheRecordIsAbsent(String answer) {
    answers(404, answer);
    assertThat(failure(event)).isEqualTo(FailureKind.OUTAGE);
    assertThat(catchThrowable(() -> await(reader.readOptional(event, NAME, PATH)))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\":[{\"code\":\"route_not_found_error\"}],\"total_records\":1}",
        "No suitable module found for path and tenant"
      })
  void aTenantMayLackAnOptionalInterfaceButNoOther(String answer) {
    answers(404, answer);
    assertThat(await(reader.readOptional(event, NAME, PATH))).isEmpty();
    assertThat(failure(event)).isEqualTo(FailureKind.OUTAGE);
  }

  @Test
  void aCollectionIsAlwaysThere() {
    answers(200, "{\"users\":[]}");
    assertThat(await(reader.search(event, NAME, PATH)).containsKey("users")).isTrue();
    answers(404, "No suitable module found");
    assertThat(kindOfSearch()).isEqualTo(FailureKind.OUTAGE);
    answers(503, "");
    assertThat(kindOfSearch()).isEqualTo(FailureKind.TRANSIENT);
    answers(400, "CQL");
    assertThat(kindOfSearch()).isEqualTo(FailureKind.PERMANENT);
  }

  private FailureKind kindOfSearch() {
    return FailureClassifier.STANDARD.classify(
        catchThrowable(() -> await(reader.search(event, NAME, PATH))));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 403, 418, 429})
  void whatSaysNothingAboutTheEventIsAnOutage(int status) {
    answers(status, "");
    assertThat(failure(event)).isEqualTo(FailureKind.OUTAGE);
  }

  @Test
  void anAnswerThatIsNoJsonIsAnOutage() {
    answers(200, "<html>");
    assertThat(failure(event)).isEqualTo(FailureKind.OUTAGE);
  }

  @Test
  void aRefusedTokenLeadsToOneFreshLogin() {
    answers(401, "");
    assertThat(failure(event)).isEqualTo(FailureKind.OUTAGE);
    assertThat(logins.get()).isEqualTo(2);
    assertThat(okapi.seen(PATH)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 503})
  void aFailureOfTheModuleMayPass(int status) {
    answers(status, "");
    assertThat(failure(event)).isEqualTo(FailureKind.TRANSIENT);
  }
}
