/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records of {@code CHECK_IN_EVENT}. */
final class CheckInRecords extends DeskRecords {

  private static final String IN_TRANSIT = "In transit";

  private static final Map<String, String> STATUSES =
      Stream.of(
              "Available",
              "Awaiting pickup",
              "Awaiting delivery",
              "Checked out",
              IN_TRANSIT,
              "Missing",
              "Paged",
              "On order",
              "In process",
              "Declared lost",
              "Claimed returned",
              "Withdrawn",
              "Lost and paid",
              "Aged to lost")
          .collect(
              Collectors.toUnmodifiableMap(
                  status -> status.toLowerCase(Locale.ROOT), Function.identity()));

  @Override
  List<LogRecord> own(JsonObject flat, Instant time) {
    String status = status(flat);
    LogRecord item =
        record(flat, LogRecord.NOT_APPLICABLE, "Checked in", time, checkedIn(flat, status));
    return Fields.flag(flat, "isLoanClosed")
        ? List.of(item, record(flat, LogRecord.LOAN, "Closed loan", time, closedLoan(flat, status)))
        : List.of(item);
  }

  // An unknown status appears as it is.
  private static @Nullable String status(JsonObject flat) {
    String status = Fields.text(flat, "itemStatusName");
    return status == null ? null : STATUSES.getOrDefault(status.toLowerCase(Locale.ROOT), status);
  }

  private static @Nullable String checkedIn(JsonObject flat, @Nullable String status) {
    String destination = Fields.text(flat, "destinationServicePoint");
    return new Description()
        .piece(
            "Item status",
            IN_TRANSIT.equals(status) && destination != null
                ? status + " to " + destination
                : status)
        .text();
  }

  private static @Nullable String closedLoan(JsonObject flat, @Nullable String status) {
    ZoneId zone = zone(flat);
    Instant returned = Fields.instant(flat, "returnDate");
    Instant noticed = Fields.instant(flat, "systemReturnDate");
    Instant due = Fields.instant(flat, "dueDate");
    boolean backdated =
        returned != null
            && noticed != null
            && !returned
                .truncatedTo(ChronoUnit.MINUTES)
                .equals(noticed.truncatedTo(ChronoUnit.MINUTES));
    boolean overdue = returned != null && due != null && due.isBefore(returned);
    return new Description()
        .piece("Item status", status)
        .piece("Claimed returned item", Fields.text(flat, "claimedReturnedResolution"))
        .piece("Backdated to", backdated ? Description.time(returned, zone) : null)
        .piece("Overdue due date", overdue ? Description.time(due, zone) : null)
        .text();
  }

  private static ZoneId zone(JsonObject flat) {
    String zone = Fields.text(flat, "zoneId");
    try {
      return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException e) {
      // This machine does not know the zone; the time in UTC is correct too.
      return ZoneOffset.UTC;
    }
  }
}
