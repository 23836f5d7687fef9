/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Records of {@code REQUEST_ANONYMIZED_EVENT}, which names no patron. */
final class RequestAnonymizedRecords implements LogKind {

  @Override
  public Needs needs(JsonObject body) {
    Needs needs = new Needs();
    items(body).forEach(needs::item);
    return needs;
  }

  @Override
  public Logged logged(JsonObject body, Facts facts, Instant time) {
    String request =
        Fields.text(Fields.object(Fields.object(body, Fields.PAYLOAD), "linkToIds"), "requestId");
    LogRecord record =
        new LogRecord(
            null,
            items(body).stream().map(facts::completed).toList(),
            LogRecord.REQUEST,
            LoanRecords.ANONYMIZE,
            time.truncatedTo(ChronoUnit.MILLIS),
            null,
            LogRecord.SYSTEM,
            null,
            Links.request(null, request));
    return new Logged(List.of(record), request);
  }

  private static List<LoggedItem> items(JsonObject body) {
    return Fields.objects(Fields.object(body, Fields.PAYLOAD), "items").stream()
        .map(LoggedItem::of)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}
