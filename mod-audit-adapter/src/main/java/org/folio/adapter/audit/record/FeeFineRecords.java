/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records of {@code FEE_FINE}. */
final class FeeFineRecords implements LogKind {

  private static final String STAFF = "STAFF : ";
  private static final String PATRON = "PATRON : ";

  @Override
  public Needs needs(JsonObject body) {
    JsonObject fee = Fields.object(body, Fields.PAYLOAD);
    return new Needs().user(Fields.text(fee, "userId")).item(LoggedItem.of(fee));
  }

  @Override
  public Logged logged(JsonObject body, Facts facts, Instant time) {
    JsonObject fee = Fields.object(body, Fields.PAYLOAD);
    String userId = Fields.text(fee, "userId");
    LoggedItem item = facts.completed(LoggedItem.of(fee));
    Instant date = Objects.requireNonNullElse(Fields.instant(fee, "date"), time);
    return Logged.of(
        new LogRecord(
            facts.barcodeOf(userId, Fields.text(fee, "userBarcode")),
            item.isEmpty() ? List.of() : List.of(item),
            LogRecord.FEE_FINE,
            Fields.text(fee, "action"),
            date.truncatedTo(ChronoUnit.MILLIS),
            Fields.text(fee, "servicePointId"),
            Fields.text(fee, "source"),
            description(fee),
            new Links(userId, null, Fields.text(fee, "accountId"), null, null)));
  }

  private static @Nullable String description(JsonObject fee) {
    String action = Objects.requireNonNullElse(Fields.text(fee, "action"), "");
    String comments = Fields.text(fee, "comments");
    return switch (action) {
      case "Billed" -> billed(fee, comments);
      case "Paid fully", "Paid partially" -> settled(fee, "Payment method", comments);
      case "Waived fully", "Waived partially" -> settled(fee, "Waive reason", comments);
      case "Refunded fully", "Refunded partially" -> settled(fee, "Refund reason", comments);
      case "Transferred fully", "Transferred partially" ->
          settled(fee, "Transfer account", comments);
      case "Cancelled as error" ->
          new Description()
              .piece("Amount", Fields.amount(fee, "amount"))
              .piece("Cancellation reason", comment(comments, STAFF))
              .piece("Additional information to patron", comment(comments, PATRON))
              .text();
      case "Staff information only added" -> comment(comments, STAFF);
      default -> null;
    };
  }

  private static @Nullable String billed(JsonObject fee, @Nullable String comments) {
    return new Description()
        .piece("Fee/Fine type", Fields.text(fee, "type"))
        .piece("Fee/Fine owner", Fields.text(fee, "feeFineOwner"))
        .piece("Amount", Fields.amount(fee, "amount"))
        .add(Fields.flag(fee, "automated") ? "automated. " : "manual. ")
        .open("Additional information to staff", comments)
        .text();
  }

  private static @Nullable String settled(
      JsonObject fee, String methodLabel, @Nullable String comments) {
    return new Description()
        .piece("Fee/Fine type", Fields.text(fee, "type"))
        .piece("Amount", Fields.amount(fee, "amount"))
        .piece("Balance", Fields.amount(fee, "balance"))
        .piece(methodLabel, Fields.text(fee, "paymentMethod"))
        .piece("Additional information to staff", comment(comments, STAFF))
        .piece("Additional information to patron", comment(comments, PATRON))
        .text();
  }

  // One text contains both comments, line by line.
  private static @Nullable String comment(@Nullable String comments, String marker) {
    if (comments == null) {
      return null;
    }
    String found =
        comments
            .lines()
            .map(line -> line.strip() + " ")
            .filter(line -> line.contains(marker))
            .map(line -> line.replace(marker, "").strip())
            .collect(Collectors.joining(" "))
            .strip();
    return found.isEmpty() ? null : found;
  }
}
