/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;

/**
 * Date-times as FOLIO's modules write them: ISO-8601 with {@code Z}, {@code +00:00}, {@code +0000}
 * or no zone at all, which means UTC (mod-patron-blocks accepts all four).
 */
public final class FolioDateTime {

  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  // The form with exactly three fraction digits that mod-circulation writes.
  private static final DateTimeFormatter ISO_Z =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  // What four digits can write, and every database can store.
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private FolioDateTime() {}

  /**
   * Reads a date-time.
   *
   * @throws DateTimeException if the text is none
   */
  public static Instant parse(String text) {
    Instant instant = parseAnyYear(text);
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new DateTimeException("The year is not one of 0001 to 9999");
    }
    return instant;
  }

  private static Instant parseAnyYear(String text) {
    TemporalAccessor parsed = LENIENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime zoned
        ? zoned.toInstant()
        : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
  }

  /** Tells whether the text is a date-time. */
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
