/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.folio.eventbus.Event;
import org.folio.eventbus.ExternalHandler;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.HttpStatusException;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.folio.eventbus.okapi.call.GatewayAnswer;
import org.folio.eventbus.okapi.call.ModuleCalls;
import org.folio.eventbus.okapi.call.ModuleReply;
import org.jspecify.annotations.Nullable;

/**
 * Delivers events to a deployed module: {@code POST} of the unchanged payload to the path of the
 * event's type, through Okapi.
 *
 * <p>Every 2xx is success. Every other status fails with {@link HttpStatusException}, which
 * classifies it. A timeout fails with {@link TimeoutException}, a failed connection with {@link
 * ReceiverAwayException}. After an answer that does not concern the event, calls of the module for
 * the tenant are suspended for some time.
 */
public final class EventDelivery implements ExternalHandler {

  /**
   * Tells a delivery from what mod-pubsub pushes; Okapi hands it on. While a tenant changes modes,
   * Okapi may take a delivery to the adapter in mode own, where it must not count as delivered.
   */
  public static final String DELIVERY = "X-Event-Bus-Delivery";

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final int FIRST_REDIRECT = 300;
  private static final int FIRST_REFUSAL = 400;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final Set<Integer> MAY_SAY_WHEN = Set.of(429, 503);

  // Only the messages of FOLIO's errors object are read.
  private static final int MOST_BYTES = 1024 * 1024;

  private final ModuleCalls calls;
  private final String okapi;
  private final SystemTokens tokens;
  private final Map<String, String> paths;
  private final RefusalRule refusals;
  private final TokenDoubt doubt;
  private final OkapiTimeouts timeouts;
  private final CallPause pause;

  /**
   * Deliveries to one module, with the timeouts of {@link DeliveryPolicy}.
   *
   * @param okapi must have an address
   * @param tokens shared by all deliveries of a process
   * @param paths per event type, from the first slash on
   */
  public EventDelivery(
      Vertx vertx, OkapiSettings okapi, SystemTokens tokens, Map<String, String> paths) {
    this(vertx, okapi, tokens, paths, RefusalRule.BY_STATUS);
  }

  /** Deliveries to a module whose rejections need a rule; otherwise like the other constructor. */
  public EventDelivery(
      Vertx vertx,
      OkapiSettings okapi,
      SystemTokens tokens,
      Map<String, String> paths,
      RefusalRule refusals) {
    this(
        vertx,
        okapi,
        tokens,
        paths,
        refusals,
        TokenDoubt.UNAUTHORIZED,
        DeliveryPolicy.CALL,
        System::nanoTime);
  }

  /**
   * Deliveries to paths that are not known before, see {@link #deliver}.
   *
   * @param doubt which answers may be the fault of the token
   */
  public EventDelivery(Vertx vertx, OkapiSettings okapi, SystemTokens tokens, TokenDoubt doubt) {
    this(
        vertx,
        okapi,
        tokens,
        Map.of(),
        RefusalRule.BY_STATUS,
        doubt,
        DeliveryPolicy.CALL,
        System::nanoTime);
  }

  EventDelivery(
      Vertx vertx,
      OkapiSettings okapi,
      SystemTokens tokens,
      Map<String, String> paths,
      RefusalRule refusals,
      TokenDoubt doubt,
      OkapiTimeouts timeouts,
      LongSupplier nanoTime) {
    this.okapi = okapi.url().orElseThrow();
    this.tokens = tokens;
    this.paths = Map.copyOf(paths);
    this.refusals = refusals;
    this.doubt = doubt;
    this.timeouts = timeouts;
    this.pause = new CallPause(nanoTime);
    this.calls = new ModuleCalls(vertx, timeouts.connect(), DeliveryPolicy.CONNECTIONS, MOST_BYTES);
  }

  @Override
  public Future<Void> handle(Event event) {
    String path = paths.get(event.type());
    if (path == null) {
      return Future.failedFuture(
          new IllegalArgumentException("No path is known for events of type " + event.type()));
    }
    return deliver(event, path, event.payload());
  }

  /** Whether the module is not called for a tenant at the moment. */
  public boolean isPaused(TenantId tenant) {
    return pause.active(tenant);
  }

  /**
   * Delivers an event in another form; otherwise as {@link #handle}.
   *
   * @param path from the first slash on
   * @param body JSON
   */
  public Future<Void> deliver(Event event, String path, String body) {
    if (pause.active(event.tenant())) {
      return Future.failedFuture(
          new ReceiverAwayException(
              "POST " + path + " is not called at the moment, because of the answer before"));
    }
    return attempt(new Call(event, path, body, true));
  }

  /**
   * A call for an event.
   *
   * @param first whether no token has been refused yet
   */
  private record Call(Event event, String path, String body, boolean first) {

    Call again() {
      return new Call(event, path, body, false);
    }
  }

  private Future<Void> attempt(Call call) {
    Event event = call.event();
    return tokens
        .token(event.tenant())
        .compose(
            token ->
                post(call, token)
                    .compose(
                        answer -> {
                          if (doubt.concerns(answer.status())
                              && token.isPresent()
                              && call.first()) {
                            tokens.refused(event.tenant(), token.get());
                            return attempt(call.again());
                          }
                          return outcome(event, call.path(), answer);
                        }));
  }

  private Future<ModuleReply> post(Call call, Optional<Token> token) {
    Event event = call.event();
    String path = call.path();
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json, text/plain");
    headers.put(IDEMPOTENCY_KEY, event.id().toString());
    headers.put(DELIVERY, event.stream());
    headers.put(OkapiHeaders.TENANT, event.tenant().value());
    headers.put(OkapiHeaders.URL, okapi);
    token.ifPresent(known -> headers.put(OkapiHeaders.TOKEN, known.value()));
    put(headers, OkapiHeaders.REQUEST_ID, event.correlation().requestId());
    if (call.first() || doubt.keepsUser()) {
      put(headers, OkapiHeaders.USER_ID, event.correlation().userId());
    }
    long begun = pause.now();
    return calls
        .send(HttpMethod.POST, okapi + path, headers, Buffer.buffer(call.body()), timeouts.answer())
        .recover(failure -> Future.failedFuture(explained(event, path, begun, failure)));
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  private Exception explained(Event event, String path, long begun, Throwable failure) {
    if (failure instanceof TimeoutException) {
      pause.unanswered(event.tenant(), begun);
      return new TimeoutException(
          "POST " + path + " was not answered within " + timeouts.answer().toMillis() + " ms");
    }
    return new ReceiverAwayException(
        "POST %s could not be sent, or the connection broke%s".formatted(path, place(failure)),
        failure);
  }

  private static String place(Throwable failure) {
    return failure instanceof ConnectException || failure instanceof UnknownHostException
        ? ": " + failure.getMessage()
        : "";
  }

  private Future<Void> outcome(Event event, String path, ModuleReply answer) {
    pause.answered(event.tenant());
    int status = answer.status();
    RefusalRule.Meaning meaning = meaning(status, answer);
    if (status < FIRST_REDIRECT || meaning == RefusalRule.Meaning.DONE) {
      return Future.succeededFuture();
    }
    HttpStatusException failure = failure(path, answer, meaning);
    Optional<Duration> told = MAY_SAY_WHEN.contains(status) ? retryAfter(answer) : Optional.empty();
    if (failure.kind() == FailureKind.OUTAGE || told.isPresent()) {
      pause.begin(event.tenant(), told.orElse(DeliveryPolicy.PROBE));
    }
    return Future.failedFuture(failure);
  }

  private static HttpStatusException failure(
      String path, ModuleReply answer, RefusalRule.Meaning meaning) {
    int status = answer.status();
    String sentence = "POST " + path + " was answered with status " + status;
    if (GatewayAnswer.isOutage(answer)) {
      return new HttpStatusException(status, sentence, FailureKind.OUTAGE);
    }
    HttpStatusException byStatus = new HttpStatusException(status, sentence);
    if (meaning != RefusalRule.Meaning.OF_THE_EVENT && byStatus.kind() != FailureKind.PERMANENT) {
      return byStatus;
    }
    String reason = Refusal.reason(answer);
    return new HttpStatusException(
        status, reason.isEmpty() ? sentence : sentence + ": " + reason, FailureKind.PERMANENT);
  }

  private RefusalRule.Meaning meaning(int status, ModuleReply answer) {
    return status < FIRST_REFUSAL || status >= FIRST_SERVER_ERROR
        ? RefusalRule.Meaning.AS_THE_STATUS_SAYS
        : refusals.meaning(status, answer.ofFirstError("code"), answer.ofFirstError("message"));
  }

  // Seconds only: a date would depend on two clocks.
  private static Optional<Duration> retryAfter(ModuleReply answer) {
    return Optional.ofNullable(answer.header("Retry-After"))
        .map(String::strip)
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }
}
