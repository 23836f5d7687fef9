/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.okapi.publish;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.folio.eventbus.Correlation;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.base.value.Violation;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.jspecify.annotations.Nullable;

/** An event as clients send it: {@code type}, {@code payload}, and {@code id} and {@code time}. */
public final class EventBody {

  private static final String ID = "id";
  private static final String TYPE = "type";
  private static final String TIME = "time";
  private static final String PAYLOAD = "payload";
  private static final Set<String> MEMBERS = Set.of(ID, TYPE, TIME, PAYLOAD);

  private EventBody() {}

  /**
   * Reads an event.
   *
   * @param path prefix of the names of members in violations, for example {@code [3].}
   * @param violations receives the errors of the members; the result is only valid if it stays
   *     empty
   */
  public static EventDraft draft(
      JsonObject body, String path, Correlation correlation, List<Violation> violations) {
    for (String name : body.fieldNames()) {
      if (!MEMBERS.contains(name)) {
        violations.add(new Violation(path + name, null, "is not a known property", "-1"));
      }
    }
    return new EventDraft(
        id(body.getValue(ID), path, violations),
        text(body.getValue(TYPE), path, violations),
        payload(body.getValue(PAYLOAD), path, violations),
        time(body.getValue(TIME), path, violations),
        correlation,
        null);
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

  private static @Nullable Instant time(
      @Nullable Object value, String path, List<Violation> violations) {
    if (value == null) {
      return null;
    }
    if (value instanceof String text && FolioDateTime.isValid(text)) {
      return FolioDateTime.parse(text);
    }
    violations.add(
        new Violation(
            path + TIME,
            value.toString(),
            "must be an ISO-8601 date and time of the years 0001 to 9999",
            "-1"));
    return null;
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
}
