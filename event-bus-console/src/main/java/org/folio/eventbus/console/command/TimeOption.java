/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console.command;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.folio.eventbus.console.ConsoleException;

/** Times in the forms that people type. */
final class TimeOption {

  /** For descriptions. */
  static final String FORMS =
      "a time (2026-03-01T08:00:00Z), a day in UTC (2026-03-01) or how long ago (90s, 30m, 2h, 3d)";

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private TimeOption() {}

  /**
   * The time.
   *
   * @throws ConsoleException if it is not a time
   */
  static Instant of(String option, String text, Clock clock) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return clock
          .instant()
          .truncatedTo(ChronoUnit.SECONDS)
          .minus(
              Objects.requireNonNull(UNITS.get(ago.group(2)))
                  .multipliedBy(Long.parseLong(ago.group(1))));
    }
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw ConsoleException.usage("%s must be %s, not \"%s\"".formatted(option, FORMS, text));
    }
  }
}
