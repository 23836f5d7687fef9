/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.EventType;
import org.folio.eventbus.InvalidEventException;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.base.value.JsonText;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.topic.EventKeys;
import org.jspecify.annotations.Nullable;

/** Checks drafts against the catalog and completes them. */
final class DraftCheck {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String METADATA = "metadata";
  private static final String CREATED = "createdDate";

  private final EventCatalog catalog;
  private final int maxPayloadBytes;
  private final Clock clock;

  DraftCheck(EventCatalog catalog, int maxPayloadBytes, Clock clock) {
    this.catalog = catalog;
    this.maxPayloadBytes = maxPayloadBytes;
    this.clock = clock;
  }

  /** Paths of violations begin with the draft's index in brackets. */
  List<NewEvent> check(List<EventDraft> drafts) {
    List<Violation> violations = new ArrayList<>();
    List<NewEvent> events = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      NewEvent event = check(drafts.get(i), "[" + i + "].", violations);
      if (event != null) {
        events.add(event);
      }
    }
    if (!violations.isEmpty()) {
      throw new InvalidEventException(violations);
    }
    return events;
  }

  private @Nullable NewEvent check(EventDraft draft, String path, List<Violation> violations) {
    EventType type = type(draft).orElse(null);
    if (type == null) {
      violations.add(unknown(draft, path));
      return null;
    }
    JsonObject payload = draft.payload().copy();
    Instant time = complete(payload, draft.time());
    byte[] bytes = payload.encode().getBytes(StandardCharsets.UTF_8);
    // As it will be stored: UTF-8 cannot encode half of a surrogate pair, which has become "?".
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (bytes.length > maxPayloadBytes) {
      violations.add(
          new Violation(
              path + "payload",
              null,
              "must not be larger than " + maxPayloadBytes + " bytes",
              "-1"));
      return null;
    }
    if (JsonText.holdsNul(text)) {
      violations.add(
          new Violation(
              path + "payload",
              null,
              "must not hold the character NUL, which PostgreSQL cannot store",
              "-1"));
      return null;
    }
    JsonNode node = parsed(text);
    List<Violation> ofPayload = catalog.violations(type, node);
    ofPayload.forEach(violation -> violations.add(below(path + "payload", violation)));
    return ofPayload.isEmpty() ? newEvent(draft, type, node, text, time) : null;
  }

  private Optional<EventType> type(EventDraft draft) {
    return draft.stream() == null
        ? catalog.type(draft.type())
        : catalog.type(draft.stream(), draft.type());
  }

  private Violation unknown(EventDraft draft, String path) {
    return catalog.typeNames().contains(draft.type())
        ? new Violation(
            path + "stream",
            draft.stream(),
            "must be one that carries " + draft.type() + ": " + streams(draft.type()),
            "-1")
        : new Violation(
            path + "type",
            draft.type(),
            "must be one of %s, the types of the streams that this module publishes"
                .formatted(String.join(", ", catalog.typeNames())),
            "-1");
  }

  private String streams(String type) {
    return catalog.types().stream()
        .filter(known -> known.name().equals(type))
        .map(EventType::stream)
        .collect(Collectors.joining(", "));
  }

  // Vert.x has just written it, so it can be parsed.
  private static JsonNode parsed(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A payload was written that is no JSON", e);
    }
  }

  private static NewEvent newEvent(
      EventDraft draft, EventType type, JsonNode payload, String text, Instant time) {
    UUID id = draft.id() == null ? UUID.randomUUID() : draft.id();
    return new NewEvent(
        id,
        draft.id() != null,
        type.name(),
        type.stream(),
        EventKeys.canonical(type.keyRule().key(payload).orElseGet(id::toString)),
        text,
        time,
        draft.correlation(),
        draft.operation());
  }

  // FOLIO's own native consumers leave a summary unchanged if an event has no creation date.
  private Instant complete(JsonObject payload, @Nullable Instant given) {
    Object metadata = payload.getValue(METADATA);
    Optional<Instant> created =
        metadata instanceof JsonObject object
            ? FolioDateTime.of(object.getValue(CREATED))
            : Optional.empty();
    if (created.isPresent()) {
      return given == null ? created.get() : given;
    }
    Instant time = given == null ? clock.instant() : given;
    if (metadata == null) {
      payload.put(METADATA, new JsonObject().put(CREATED, FolioDateTime.format(time)));
    } else if (metadata instanceof JsonObject object && object.getValue(CREATED) == null) {
      object.put(CREATED, FolioDateTime.format(time));
    }
    return time;
  }

  private static Violation below(String parent, Violation violation) {
    String path = violation.path().isEmpty() ? parent : parent + "." + violation.path();
    return new Violation(path, violation.value(), violation.message(), violation.code());
  }
}
