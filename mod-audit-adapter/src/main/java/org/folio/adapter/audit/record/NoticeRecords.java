/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records of {@code NOTICE} and {@code NOTICE_ERROR}, from both producers. */
final class NoticeRecords implements LogKind {

  private static final String UNKNOWN = "unknown";

  private final boolean failed;

  NoticeRecords(boolean failed) {
    this.failed = failed;
  }

  @Override
  public Needs needs(JsonObject body) {
    JsonObject notice = Fields.object(body, Fields.PAYLOAD);
    String userId = Fields.text(notice, "userId");
    return new Needs()
        .user(userId)
        .userOfBarcode(userId == null ? Fields.text(notice, "userBarcode") : null)
        .template(Fields.text(firstItem(notice), "templateId"));
  }

  @Override
  public Logged logged(JsonObject body, Facts facts, Instant time) {
    JsonObject notice = Fields.object(body, Fields.PAYLOAD);
    JsonObject first = firstItem(notice);
    String barcode = Fields.text(notice, "userBarcode");
    String userId = Fields.text(notice, "userId");
    KnownUser ofBarcode = facts.userOfBarcode(barcode);
    if (userId == null && ofBarcode != null) {
      userId = ofBarcode.id();
    }
    return Logged.of(
        new LogRecord(
            facts.barcodeOf(userId, barcode),
            Fields.objects(notice, "items").stream().map(LoggedItem::of).toList(),
            LogRecord.NOTICE,
            failed ? "Send error" : "Send",
            time.truncatedTo(ChronoUnit.MILLIS),
            Fields.text(first, "servicePointId"),
            LogRecord.SYSTEM,
            description(notice, first, facts),
            new Links(
                userId,
                // mod-audit reads id, but producers send requestId.
                Fields.first(notice, "requestId", "id"),
                Fields.text(notice, "accountId"),
                Fields.text(first, "templateId"),
                Fields.text(first, "noticePolicyId"))));
  }

  private @Nullable String description(JsonObject notice, JsonObject first, Facts facts) {
    Description description =
        new Description()
            .piece("Template", orUnknown(facts.template(Fields.text(first, "templateId"))))
            .piece("Triggering event", orUnknown(Fields.text(first, "triggeringEvent")));
    return failed
        ? description.open("Error message", orUnknown(Fields.text(notice, "errorMessage"))).text()
        : description.text();
  }

  private static String orUnknown(@Nullable String text) {
    return Objects.requireNonNullElse(text, UNKNOWN);
  }

  private static JsonObject firstItem(JsonObject notice) {
    List<JsonObject> items = Fields.objects(notice, "items");
    return items.isEmpty() ? new JsonObject() : items.get(0);
  }
}
