/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.fact;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.base.value.PayloadNumber;
import org.folio.eventbus.okapi.http.StrictUuid;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payload of one event. A value that can never be applied is rejected with an {@link
 * IllegalArgumentException} that names the event and the field but no value, which may be personal.
 */
public final class PayloadReader {

  // PostgreSQL stores times with this precision; compared values must equal stored ones.
  private static final ChronoUnit PRECISION = ChronoUnit.MICROS;

  private final Event event;
  private final JsonObject payload;

  /** Parses the payload. */
  public PayloadReader(Event event) {
    this.event = event;
    if (event.sequence() <= Stamped.UNWRITTEN) {
      throw refused("its sequence must be 1 or more");
    }
    try {
      payload = event.json();
    } catch (DecodeException | ClassCastException e) {
      throw refused("its payload is not a JSON object");
    }
  }

  /** A value with the stamp of the event. */
  public <T> Stamped<T> stamped(T value) {
    return new Stamped<>(Stamps.of(event), event.time().truncatedTo(PRECISION), value);
  }

  /** A required UUID. */
  public UUID uuid(String field) {
    return StrictUuid.parse(text(payload, field))
        .orElseThrow(() -> refused(field + " must be a UUID"));
  }

  /** A UUID, or null if the field is missing or null. */
  public @Nullable UUID optionalUuid(String field) {
    return payload.getValue(field) == null ? null : uuid(field);
  }

  /** A required date and time, to the microsecond. */
  public OffsetDateTime dateTime(String field) {
    return FolioDateTime.of(payload.getValue(field))
        .map(time -> time.truncatedTo(PRECISION).atOffset(ZoneOffset.UTC))
        .orElseThrow(
            () -> refused(field + " must be a date and time such as 2026-03-15T22:59:59.000Z"));
  }

  /** A required boolean. */
  public boolean flag(String field) {
    if (payload.getValue(field) instanceof Boolean flag) {
      return flag;
    }
    throw refused(field + " must be true or false");
  }

  /** A required amount; 12.5 and 12.50 are read as the same. */
  public BigDecimal amount(String field) {
    Optional<BigDecimal> amount =
        payload.getValue(field) instanceof Number number
            ? PayloadNumber.of(number)
            : Optional.empty();
    return amount
        .map(read -> read.signum() == 0 ? BigDecimal.ZERO : read.stripTrailingZeros())
        .orElseThrow(
            () ->
                refused(
                    field
                        + " must be a number of at most "
                        + PayloadNumber.MOST_DIGITS
                        + " digits"));
  }

  /** An object, or null if the field is missing or null. */
  public @Nullable JsonObject object(String field) {
    Object value = payload.getValue(field);
    if (value != null && !(value instanceof JsonObject)) {
      throw refused(field + " must be an object");
    }
    return (JsonObject) value;
  }

  /** The text in the field; null for anything else. */
  public static @Nullable String text(JsonObject object, String field) {
    return object.getValue(field) instanceof String text ? text : null;
  }

  /** The rejection of this event. */
  public IllegalArgumentException refused(String sentence) {
    return new IllegalArgumentException(
        "Event " + event.id() + " (" + event.type() + ") cannot be applied: " + sentence);
  }
}
