/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.push;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.base.value.PayloadNumber;
import org.jspecify.annotations.Nullable;

/**
 * A member of a pushed body. It is read as in modules on RAML Module Builder: an empty text is a
 * missing number, date or boolean, and a text in the form of one is accepted as one.
 */
record PushedField(String name, Kind kind) {

  static final PushedField USER = new PushedField("userId", Kind.UUID);
  static final PushedField LOAN = new PushedField("loanId", Kind.UUID);
  static final PushedField DUE_DATE = new PushedField("dueDate", Kind.DATE);

  // Longer texts are not amounts; parsing them would waste time.
  private static final int LONGEST_NUMBER = PayloadNumber.MOST_DIGITS;

  enum Kind {
    UUID,
    DATE,
    FLAG,
    NUMBER,
    GRACE_PERIOD
  }

  /**
   * The member of the body in the canonical form for comparison and storage.
   *
   * @return null if it is missing; an unreadable value stays unchanged, and is rejected later
   */
  @Nullable Object read(JsonObject body) {
    Object value = body.getValue(name);
    return switch (kind) {
      case UUID -> value == null ? null : value.toString().toLowerCase(Locale.ROOT);
      case DATE -> date(filled(value));
      case FLAG -> flag(filled(value));
      case NUMBER -> number(filled(value));
      case GRACE_PERIOD -> value instanceof JsonObject period ? gracePeriod(period) : value;
    };
  }

  private static @Nullable Object filled(@Nullable Object value) {
    return value instanceof String text && text.isBlank() ? null : value;
  }

  private static @Nullable Object date(@Nullable Object value) {
    return FolioDateTime.of(value).<Object>map(Instant::toString).orElse(value);
  }

  private static @Nullable Object flag(@Nullable Object value) {
    if ("true".equals(value) || "false".equals(value)) {
      return "true".equals(value);
    }
    return value;
  }

  private static @Nullable Object number(@Nullable Object value) {
    String text = value instanceof Number || value instanceof String ? value.toString() : "";
    if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return value;
    }
    try {
      BigDecimal number = new BigDecimal(text.strip());
      // Beyond this, plain digits would fill the memory; the check of the event rejects it.
      if (Math.abs((long) number.scale()) > LONGEST_NUMBER) {
        return number;
      }
      return number.signum() == 0
          ? BigDecimal.ZERO
          : new BigDecimal(number.stripTrailingZeros().toPlainString());
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private static JsonObject gracePeriod(JsonObject period) {
    JsonObject read = new JsonObject();
    Object duration = number(filled(period.getValue("duration")));
    if (duration != null) {
      read.put(
          "duration",
          duration instanceof BigDecimal whole && whole.scale() <= 0 && whole.precision() < 11
              ? (Object) whole.longValueExact()
              : duration);
    }
    Object interval = filled(period.getValue("intervalId"));
    return interval == null ? read : read.put("intervalId", interval);
  }
}
