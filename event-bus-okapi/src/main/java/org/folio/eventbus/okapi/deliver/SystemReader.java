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
import org.folio.eventbus.HttpStatusException;
import org.folio.eventbus.okapi.OkapiHeaders;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.OkapiTimeouts;
import org.folio.eventbus.okapi.call.ModuleCalls;
import org.folio.eventbus.okapi.call.ModuleReply;

/**
 * Reads records of other modules for the sake of events, through Okapi and as the system user. May
 * be used from any thread.
 *
 * <p>A record that is not there, or whose id the module refuses, is an answer. Everything else
 * fails: a status of 408 or 5xx with {@link HttpStatusException}, no answer in time with {@link
 * TimeoutException}, and what says nothing about the event with {@link ReceiverAwayException}.
 */
public final class SystemReader {

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int TIMED_OUT = 408;
  private static final int FIRST_SERVER_ERROR = 500;

  // Not there, or no id that there could be a record of.
  private static final Set<Integer> ABSENT = Set.of(400, 404, 410, 422);

  // What the query of a collection can be to blame for.
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
   * @param tokens shared by all of a process
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
   * Reads a record.
   *
   * @param event for which it is read
   * @param name of what is read, for messages; without ids
   * @param path from the first slash on, query included and encoded
   * @return empty if there is no such record
   */
  public Future<Optional<JsonObject>> read(Event event, String name, String path) {
    return answer(event, name, path, true).compose(answer -> outcome(name, answer));
  }

  /**
   * Reads a collection, which is there even if nothing is in it. A path that Okapi cannot route
   * (404) therefore says nothing about the event; any other refusal fails with {@link
   * HttpStatusException}. Otherwise as {@link #read}.
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
                  ? Future.failedFuture(
                      new ReceiverAwayException(name + " is answered by nobody in this tenant"))
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
    if (status >= FIRST_SERVER_ERROR || status == TIMED_OUT) {
      return Future.failedFuture(new HttpStatusException(status, sentence));
    }
    if (status == OK) {
      return body(sentence, answer);
    }
    return ABSENT.contains(status)
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(new ReceiverAwayException(sentence));
  }

  private static Future<Optional<JsonObject>> body(String sentence, ModuleReply answer) {
    try {
      return Future.succeededFuture(Optional.of(answer.json()));
    } catch (DecodeException e) {
      // Something before the module has answered in its place.
      return Future.failedFuture(new ReceiverAwayException(sentence + " and no JSON object", e));
    }
  }
}
