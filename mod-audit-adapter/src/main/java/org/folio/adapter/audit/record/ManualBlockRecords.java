/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records of {@code MANUAL_BLOCK_..._EVENT}. */
final class ManualBlockRecords implements LogKind {

  private final String action;

  ManualBlockRecords(String action) {
    this.action = action;
  }

  @Override
  public Needs needs(JsonObject body) {
    JsonObject block = Fields.object(body, Fields.PAYLOAD);
    return new Needs().user(Fields.text(block, "userId")).user(updater(block));
  }

  @Override
  public Logged logged(JsonObject body, Facts facts, Instant time) {
    JsonObject block = Fields.object(body, Fields.PAYLOAD);
    String userId = Fields.text(block, "userId");
    return Logged.of(
        new LogRecord(
            facts.barcodeOf(userId, null),
            List.of(),
            LogRecord.MANUAL_BLOCK,
            action,
            time.truncatedTo(ChronoUnit.MILLIS),
            null,
            facts.nameOf(updater(block)),
            description(block),
            Links.user(userId)));
  }

  private static @Nullable String updater(JsonObject block) {
    return Fields.text(Fields.object(block, "metadata"), "updatedByUserId");
  }

  private static @Nullable String description(JsonObject block) {
    String actions =
        Stream.of("borrowing", "renewals", "requests")
            .filter(name -> Fields.flag(block, name))
            .collect(Collectors.joining(", "));
    Instant end = Fields.instant(block, "expirationDate");
    return new Description()
        .piece("Block actions", actions.isEmpty() ? null : actions)
        .piece("Description", Fields.text(block, "desc"))
        .piece("Staff only information", Fields.text(block, "staffInformation"))
        .piece("Message to patron", Fields.text(block, "patronMessage"))
        .piece(
            "Expiration date",
            end == null ? null : end.atZone(ZoneOffset.UTC).toLocalDate().toString())
        .text();
  }
}
