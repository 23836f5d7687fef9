/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.Violation;
import org.folio.eventbus.okapi.HttpFailure;
import org.folio.eventbus.okapi.JsonBody;
import org.folio.eventbus.okapi.OkapiRequest;
import org.folio.eventbus.okapi.StrictUuid;
import org.jspecify.annotations.Nullable;

/**
 * The events of one request.
 *
 * @param drafts at least one
 * @param many whether the body was an array; then paths of violations begin with the index
 */
record EventRequest(List<EventDraft> drafts, boolean many) {

  /** Events in one request; a larger job sends several, each of which is committed as a whole. */
  static final int MOST_EVENTS = 1_000;

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
  private static final int LONGEST_IDEMPOTENCY_KEY = 255;
  private static final String TRACEPARENT = "traceparent";
  private static final String ID = "id";
  private static final String TYPE = "type";
  private static final String PAYLOAD = "payload";
  private static final Set<String> MEMBERS = Set.of(ID, TYPE, PAYLOAD);

  /**
   * Reads a request.
   *
   * @throws HttpFailure 400 or 415 if the body cannot be read, 413 for too many events
   * @throws InvalidEventException if members of the events are missing or of the wrong kind
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
          "The request holds %d events; send at most %d in one request"
              .formatted(bodies.size(), MOST_EVENTS));
    }
    Optional<String> idempotencyKey = idempotencyKey(ctx);
    Correlation correlation =
        new Correlation(okapi.requestId(), okapi.userId(), ctx.request().getHeader(TRACEPARENT));
    List<Violation> violations = new ArrayList<>();
    List<EventDraft> drafts = new ArrayList<>(bodies.size());
    for (int i = 0; i < bodies.size(); i++) {
      int index = i;
      UUID derived = idempotencyKey.map(key -> derivedId(okapi.tenant(), key, index)).orElse(null);
      drafts.add(draft(bodies.get(i), "[" + i + "].", derived, correlation, violations));
    }
    EventRequest request = new EventRequest(drafts, JsonBody.isArray(ctx));
    if (!violations.isEmpty()) {
      throw HttpFailure.invalid(request.paths(violations));
    }
    return request;
  }

  /** Violations as the client knows its events: without an index if it sent a single one. */
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

  private static EventDraft draft(
      JsonObject body,
      String path,
      @Nullable UUID derivedId,
      Correlation correlation,
      List<Violation> violations) {
    for (String name : body.fieldNames()) {
      if (!MEMBERS.contains(name)) {
        violations.add(new Violation(path + name, null, "is not a known property", "-1"));
      }
    }
    UUID id = id(body.getValue(ID), path, violations);
    String type = text(body.getValue(TYPE), path, violations);
    JsonObject payload = payload(body.getValue(PAYLOAD), path, violations);
    return new EventDraft(id == null ? derivedId : id, type, payload, null, correlation, null);
  }

  private static @Nullable UUID id(
      @Nullable Object value, String path, List<Violation> violations) {
    if (value == null) {
      return null;
    }
    Optional<UUID> id = value instanceof String text ? StrictUuid.parse(text) : Optional.empty();
    if (id.isEmpty()) {
      violations.add(new Violation(path + ID, value.toString(), "must be a UUID", "-1"));
    }
    return id.orElse(null);
  }

  private static String text(@Nullable Object value, String path, List<Violation> violations) {
    if (value instanceof String text) {
      return text;
    }
    violations.add(missingOrNot(path + TYPE, value, "must be a text"));
    return "";
  }

  private static JsonObject payload(
      @Nullable Object value, String path, List<Violation> violations) {
    if (value instanceof JsonObject payload) {
      return payload;
    }
    violations.add(missingOrNot(path + PAYLOAD, value, "must be a JSON object"));
    return new JsonObject();
  }

  private static Violation missingOrNot(String path, @Nullable Object value, String expected) {
    return value == null
        ? new Violation(
            path, null, "must not be null", "jakarta.validation.constraints.NotNull.message")
        : new Violation(path, null, expected, "-1");
  }

  private static Optional<String> idempotencyKey(RoutingContext ctx) {
    Optional<String> key =
        Optional.ofNullable(ctx.request().getHeader(IDEMPOTENCY_KEY))
            .filter(text -> !text.isBlank());
    if (key.isPresent() && key.get().length() > LONGEST_IDEMPOTENCY_KEY) {
      throw HttpFailure.text(
          400,
          "Header %s is longer than %d characters"
              .formatted(IDEMPOTENCY_KEY, LONGEST_IDEMPOTENCY_KEY));
    }
    return key;
  }

  // The same request repeated has the same ids, and the same id published twice is one event.
  private static UUID derivedId(TenantId tenant, String key, int index) {
    return UUID.nameUUIDFromBytes(
        (IDEMPOTENCY_KEY + "\n" + tenant + "\n" + key + "\n" + index)
            .getBytes(StandardCharsets.UTF_8));
  }
}
