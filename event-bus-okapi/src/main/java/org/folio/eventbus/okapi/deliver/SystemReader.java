/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.deliver;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.Event;
import org.folio.eventbus.FailureKind;
import org.folio.eventbus.HttpStatusException;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.folio.eventbus.okapi.call.GatewayAnswer;
import org.folio.eventbus.okapi.call.ModuleCalls;
import org.folio.eventbus.okapi.call.ModuleReply;

/**
 * Reads records of other modules for the handling of events, through Okapi and as the system user.
 * Safe for use by several threads.
 *
 * <p>A missing record, or an id that the module rejects, is an answer. Everything else fails: a
 * status of 408, 425 or 5xx with {@link HttpStatusException}, a timeout with {@link
 * TimeoutException}, and failures that do not concern the event with {@link ReceiverAwayException}.
 */
public final class SystemReader {

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  // The record does not exist, or the id is not valid.
  private static final Set<Integer> ABSENT = Set.of(400, 404, 410, 422);

  // Statuses that the query of a collection may cause.
  private static final Set<Integer> REFUSED = Set.of(400, 422);

  // A record, or a page of one.
  private static final int MOST_BYTES = 1024 * 1024;

  private final ModuleCalls calls;
  private final String okapi;
  private final SystemTokens tokens;
  private final OkapiTimeouts timeouts;

  /**
   * A reader with the timeouts of {@link DeliveryPolicy}.
   *
   * @param okapi must have an address
   * @param tokens shared by all readers of a process
   */
  public SystemReader(Vertx vertx, OkapiSettings okapi, SystemTokens tokens) {
    this(vertx, okapi, tokens, DeliveryPolicy.CALL);
  }

  SystemReader(Vertx vertx, OkapiSettings okapi, SystemTokens tokens, OkapiTimeouts timeouts) {
    this.okapi = okapi.url().orElseThrow();
    this.tokens = tokens;
    this.timeouts = timeouts;
    this.calls = new ModuleCalls(vertx, timeouts.connect(), DeliveryPolicy.CONNECTIONS, MOST_BYTES);
  }

  /**
   * Reads a record of an interface that the module requires.
   *
   * @param event the event that needs the record
   * @param name name of the record for messages; without ids
   * @param path from the first slash on, with the encoded query
   * @return empty if there is no such record
   */
  public Future<Optional<JsonObject>> read(Event event, String name, String path) {
    return answer(event, name, path, true)
        .compose(
            answer ->
                GatewayAnswer.isUnrouted(answer)
                    ? Future.failedFuture(nobody(name))
                    : outcome(name, answer));
  }

  /** Reads a record of an interface that a tenant may lack; otherwise as {@link #read}. */
  public Future<Optional<JsonObject>> readOptional(Event event, String name, String path) {
    return answer(event, name, path, true).compose(answer -> outcome(name, answer));
  }

  /**
   * Reads a collection, which exists even if it is empty. If Okapi cannot route the path (404),
   * that does not concern the event; any other rejection fails with {@link HttpStatusException}.
   * Otherwise as {@link #read}.
   */
  public Future<JsonObject> search(Event event, String name, String path) {
    return answer(event, name, path, true)
        .compose(
            answer -> {
              int status = answer.status();
              if (REFUSED.contains(status)) {
                return Future.failedFuture(
                    new HttpStatusException(status, name + " was answered with status " + status));
              }
              return ABSENT.contains(status)
                  ? Future.failedFuture(nobody(name))
                  : outcome(name, answer).map(Optional::orElseThrow);
            });
  }

  private Future<ModuleReply> answer(Event event, String name, String path, boolean mayLogInAgain) {
    return tokens
        .token(event.tenant())
        .compose(
            token ->
                get(event, name, path, token)
                    .compose(
                        answer -> {
                          if (answer.status() == UNAUTHORIZED
                              && token.isPresent()
                              && mayLogInAgain) {
                            tokens.refused(event.tenant(), token.get());
                            return answer(event, name, path, false);
                          }
                          if (GatewayAnswer.isOutage(answer)) {
                            return Future.failedFuture(nobody(name));
                          }
                          return Future.succeededFuture(answer);
                        }));
  }

  private Future<ModuleReply> get(Event event, String name, String path, Optional<Token> token) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "application/json, text/plain");
    headers.put(OkapiHeaders.TENANT, event.tenant().value());
    headers.put(OkapiHeaders.URL, okapi);
    token.ifPresent(known -> headers.put(OkapiHeaders.TOKEN, known.value()));
    String requestId = event.correlation().requestId();
    if (requestId != null) {
      headers.put(OkapiHeaders.REQUEST_ID, requestId);
    }
    return calls
        .send(HttpMethod.GET, okapi + path, headers, null, timeouts.answer())
        .recover(failure -> Future.failedFuture(explained(name, failure)));
  }

  private static Exception nobody(String name) {
    return new ReceiverAwayException(name + " has no provider in this tenant");
  }

  private Exception explained(String name, Throwable failure) {
    return failure instanceof TimeoutException
        ? new TimeoutException(
            "%s was not answered within %s ms".formatted(name, timeouts.answer().toMillis()))
        : new ReceiverAwayException(
            name + " could not be asked for, or the connection broke", failure);
  }

  private static Future<Optional<JsonObject>> outcome(String name, ModuleReply answer) {
    int status = answer.status();
    String sentence = name + " was answered with status " + status;
    if (status == OK) {
      return body(sentence, answer);
    }
    if (ABSENT.contains(status)) {
      return Future.succeededFuture(Optional.empty());
    }
    // Nothing else concerns the event: it only asked for a record.
    HttpStatusException failure = new HttpStatusException(status, sentence);
    return Future.failedFuture(
        failure.kind() == FailureKind.TRANSIENT ? failure : new ReceiverAwayException(sentence));
  }

  private static Future<Optional<JsonObject>> body(String sentence, ModuleReply answer) {
    try {
      return Future.succeededFuture(Optional.of(answer.json()));
    } catch (DecodeException e) {
      // A gateway before the module has answered instead of it.
      return Future.failedFuture(new ReceiverAwayException(sentence + " and no JSON object", e));
    }
  }
}
