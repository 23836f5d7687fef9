/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of {@code LOAN}. */
final class LoanRecords implements LogKind {

  static final String ANONYMIZE = "Anonymize";
  private static final String AGE_TO_LOST = "Age to lost";

  // mod-circulation writes this text if there is no comment.
  private static final String NO_COMMENT = "Additional information: null";

  @Override
  public Needs needs(JsonObject body) {
    JsonObject loan = Fields.object(body, Fields.PAYLOAD);
    String action = Fields.text(loan, "action");
    if (ANONYMIZE.equals(action)) {
      return new Needs().item(LoggedItem.of(loan));
    }
    String userId = Fields.text(loan, "userId");
    if (AGE_TO_LOST.equals(action)) {
      return new Needs().user(userId);
    }
    return new Needs()
        .user(Fields.text(loan, "updatedByUserId"))
        .user(Fields.text(loan, "userBarcode") == null ? userId : null);
  }

  @Override
  public Logged logged(JsonObject body, Facts facts, Instant time) {
    JsonObject loan = Fields.object(body, Fields.PAYLOAD);
    String action = Fields.text(loan, "action");
    LoggedItem item = facts.completed(LoggedItem.of(loan));
    String description = description(loan);
    if (ANONYMIZE.equals(action)) {
      LogRecord record =
          record(null, item, action, time, servicePoint(loan), LogRecord.SYSTEM, description, null);
      return new Logged(List.of(record), item.loanId());
    }
    String userId = Fields.text(loan, "userId");
    String barcode = facts.barcodeOf(userId, Fields.text(loan, "userBarcode"));
    return Logged.of(
        AGE_TO_LOST.equals(action)
            ? record(barcode, item, action, time, null, LogRecord.SYSTEM, description, userId)
            : record(
                barcode,
                item,
                action,
                time,
                servicePoint(loan),
                facts.nameOf(Fields.text(loan, "updatedByUserId")),
                description,
                userId));
  }

  private static @Nullable String servicePoint(JsonObject loan) {
    return Fields.text(loan, "servicePointId");
  }

  private static @Nullable String description(JsonObject loan) {
    String description = Fields.text(loan, "description");
    return NO_COMMENT.equals(description) ? null : description;
  }

  private static LogRecord record(
      @Nullable String barcode,
      LoggedItem item,
      @Nullable String action,
      Instant time,
      @Nullable String servicePoint,
      @Nullable String source,
      @Nullable String description,
      @Nullable String userId) {
    return new LogRecord(
        barcode,
        List.of(item),
        LogRecord.LOAN,
        action,
        time.truncatedTo(ChronoUnit.MILLIS),
        servicePoint,
        source,
        description,
        Links.user(userId));
  }
}
