/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.publish;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.folio.eventbus.okapi.http.JsonBody;

/**
 * The events of one request.
 *
 * @param drafts at least one
 * @param many whether the body was an array; then paths of violations begin with the index
 */
public record EventRequest(List<EventDraft> drafts, boolean many) {

  /** Events in one request; a larger job sends several, each of which is committed as a whole. */
  public static final int MOST_EVENTS = 1_000;

  private static final String TRACEPARENT = "traceparent";

  /**
   * Reads a request.
   *
   * @throws HttpFailure 400 or 415 if the body cannot be read, 413 for too many events
   * @throws InvalidEventException if members of the events are missing or have the wrong type
   */
  static EventRequest of(RoutingContext ctx) {
    OkapiRequest okapi = OkapiRequest.of(ctx);
    List<JsonObject> bodies = JsonBody.readOneOrMany(ctx);
    if (bodies.isEmpty()) {
      throw HttpFailure.text(400, "The request body is an empty array; send at least one event");
    }
    if (bodies.size() > MOST_EVENTS) {
      throw HttpFailure.text(
          413,
          "The request holds %s events; send at most %s in one request"
              .formatted(bodies.size(), MOST_EVENTS));
    }
    Optional<IdempotencyKey> key = IdempotencyKey.of(ctx);
    Correlation correlation = correlation(ctx);
    List<Violation> violations = new ArrayList<>();
    List<EventDraft> drafts = new ArrayList<>(bodies.size());
    for (int i = 0; i < bodies.size(); i++) {
      EventDraft draft = EventBody.draft(bodies.get(i), "[" + i + "].", correlation, violations);
      drafts.add(
          draft.id() == null && key.isPresent()
              ? draft.withId(key.get().eventId(okapi.tenant(), i))
              : draft);
    }
    EventRequest request = new EventRequest(drafts, JsonBody.isArray(ctx));
    if (!violations.isEmpty()) {
      throw HttpFailure.invalid(request.paths(violations));
    }
    return request;
  }

  /** Violations in terms of the client's request: without an index if it sent a single event. */
  List<Violation> paths(List<Violation> violations) {
    return many
        ? violations
        : violations.stream()
            .map(
                violation ->
                    new Violation(
                        violation.path().substring(violation.path().indexOf('.') + 1),
                        violation.value(),
                        violation.message(),
                        violation.code()))
            .toList();
  }

  /** The correlation of the events of a request. */
  public static Correlation correlation(RoutingContext ctx) {
    OkapiRequest okapi = OkapiRequest.of(ctx);
    return new Correlation(okapi.requestId(), okapi.userId(), ctx.request().getHeader(TRACEPARENT));
  }
}
