/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub.audit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.okapi.http.HttpFailure;
import org.jspecify.annotations.Nullable;

/**
 * The time that a query asks for, both ends included.
 *
 * @param start the first moment
 * @param end the last moment
 */
public record DateRange(OffsetDateTime start, OffsetDateTime end) {

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  // PostgreSQL's dates have microseconds.
  private static final Duration LAST_OF_DAY = Duration.ofDays(1).minusNanos(1_000);

  /**
   * Reads the two parameters. A date alone begins with its first moment and ends with its last one.
   *
   * @throws HttpFailure 400 if one is missing or no date
   */
  public static DateRange of(@Nullable String start, @Nullable String end) {
    if (start == null || start.isBlank() || end == null || end.isBlank()) {
      throw HttpFailure.text(400, "Start date and End date are required query parameters");
    }
    Instant last = instant(end);
    if (DAY.matcher(end).matches()) {
      last = last.plus(LAST_OF_DAY);
    }
    return new DateRange(instant(start).atOffset(ZoneOffset.UTC), last.atOffset(ZoneOffset.UTC));
  }

  private static Instant instant(String text) {
    try {
      // A query decodes the plus of an offset to a blank.
      return FolioDateTime.parse(text.replace(' ', '+'));
    } catch (DateTimeException e) {
      throw HttpFailure.text(
          400,
          "A date must have one of the forms yyyy-MM-dd, yyyy-MM-ddTHH:mm:ss and"
              + " yyyy-MM-ddTHH:mm:ss+HH:mm; milliseconds and Z are allowed");
    }
  }
}
