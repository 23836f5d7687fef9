/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.loan;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;

/** Reads dates of events: with a zone, without one, or without a time (contract). */
final class EventDate {

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter();

  // Years beyond these need a sign in ISO 8601 and do not fit PostgreSQL's texts.
  private static final int LAST_YEAR = 9_999;

  private EventDate() {}

  /** A date without zone is in UTC; throws DateTimeException for anything else. */
  static OffsetDateTime parse(String text) {
    TemporalAccessor parsed =
        FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    OffsetDateTime date;
    if (parsed instanceof OffsetDateTime zoned) {
      date = zoned;
    } else if (parsed instanceof LocalDateTime local) {
      date = local.atOffset(ZoneOffset.UTC);
    } else {
      date = ((LocalDate) parsed).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
    if (date.getYear() < 1 || date.getYear() > LAST_YEAR) {
      throw new DateTimeException("The year must be from 1 to " + LAST_YEAR);
    }
    return date.withOffsetSameInstant(ZoneOffset.UTC);
  }
}
