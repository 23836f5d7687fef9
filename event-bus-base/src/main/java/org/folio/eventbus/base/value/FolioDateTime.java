/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.base.value;

import com.ethlo.time.ITU;
import com.fasterxml.jackson.databind.JsonNode;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as FOLIO's modules write and read them: ISO-8601 with {@code Z}, {@code +00:00},
 * {@code +0000} or no zone at all, which means UTC; a date alone is its first moment. In payloads
 * also milliseconds since 1970. Years are 0001 to 9999: four digits, within the range of every
 * database.
 */
public final class FolioDateTime {

  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:mm", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern OFFSET_WITHOUT_COLON = Pattern.compile("([+-]\\d{2})(\\d{2})$");

  // The form with exactly three fraction digits that mod-circulation writes.
  private static final DateTimeFormatter ISO_Z =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  // Jackson writes a java.util.Date as a number by default, and also reads the number from a text.
  // Fifteen digits reach beyond the year 9999.
  private static final Pattern MILLISECONDS = Pattern.compile("-?\\d{1,15}");

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private FolioDateTime() {}

  /**
   * Reads a date and time.
   *
   * @throws DateTimeException if the text is not a date and time
   */
  public static Instant parse(String text) {
    Instant usual = isRfc3339(text) ? rfc3339(text) : null;
    return usual == null ? lenient(text) : inRange(usual);
  }

  /**
   * Reads a member of a payload in any of the modules' forms: ISO-8601 text, or milliseconds since
   * 1970 as a number or as a text of digits.
   *
   * @param value a value of Vert.x's JSON, or null
   * @return empty if it is not a date and time
   */
  public static Optional<Instant> of(@Nullable Object value) {
    try {
      if (value instanceof String text) {
        return Optional.of(
            MILLISECONDS.matcher(text).matches() ? ofMillis(Long.parseLong(text)) : parse(text));
      }
      return value instanceof Long || value instanceof Integer
          ? Optional.of(ofMillis(((Number) value).longValue()))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Reads a member of a payload that Jackson has parsed; otherwise as {@link #of(Object)}. */
  public static Optional<Instant> of(JsonNode node) {
    return of(node.isTextual() ? (Object) node.textValue() : node.numberValue());
  }

  private static Instant ofMillis(long millis) {
    return inRange(Instant.ofEpochMilli(millis));
  }

  // The form of nearly every text: "2026-03-15T22:59:59.000Z" or with "+00:00". The formatter below
  // reads it too, but used a fifth of a consumer's time.
  private static boolean isRfc3339(String text) {
    int length = text.length();
    return length >= "0000-00-00T00:00:00Z".length()
        && text.charAt("0000-00-00".length()) == 'T'
        && text.charAt("0000-00-00T00:00".length()) == ':'
        && (text.charAt(length - 1) == 'Z' || isOffset(text, length - "+00:00".length()));
  }

  // RFC 3339 does not allow all forms allowed here, such as a dot without digits after it.
  private static @Nullable Instant rfc3339(String text) {
    ParsePosition end = new ParsePosition(0);
    try {
      Instant instant = ITU.parseDateTime(text, end).toInstant();
      return end.getIndex() == text.length() ? instant : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean isOffset(String text, int start) {
    char sign = text.charAt(start);
    return (sign == '+' || sign == '-') && text.charAt(start + "+00".length()) == ':';
  }

  /** Reads all allowed forms, without the fast path. */
  static Instant lenient(String text) {
    TemporalAccessor parsed =
        LENIENT.parseBest(
            withColonInOffset(text), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    return inRange(instant(parsed));
  }

  private static Instant inRange(Instant instant) {
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new DateTimeException("The year is not one of 0001 to 9999");
    }
    return instant;
  }

  private static String withColonInOffset(String text) {
    return text.endsWith("Z") ? text : OFFSET_WITHOUT_COLON.matcher(text).replaceFirst("$1:$2");
  }

  private static Instant instant(TemporalAccessor parsed) {
    if (parsed instanceof OffsetDateTime zoned) {
      return zoned.toInstant();
    }
    LocalDateTime local =
        parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed;
    return local.toInstant(ZoneOffset.UTC);
  }

  /** Tells whether the text is a date and time. */
  public static boolean isValid(String text) {
    try {
      parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Writes UTC with three fraction digits and {@code Z}. */
  public static String format(Instant instant) {
    return ISO_Z.format(instant);
  }
}
