/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of check-ins and check-outs (contract: mod-audit 3.6). Their bodies are flat and need no
 * look-up.
 */
abstract class DeskRecords implements LogKind {

  @Override
  public final Needs needs(JsonObject body) {
    return new Needs();
  }

  @Override
  public final Logged logged(JsonObject body, Facts facts, Instant time) {
    // A check-out contains some members twice; the outer member has precedence.
    JsonObject flat = Fields.object(body, Fields.PAYLOAD).copy().mergeIn(body);
    List<LogRecord> records = new ArrayList<>(own(flat, time));
    for (JsonObject request : Fields.objects(flat, "requests")) {
      records.add(request(flat, request, time));
    }
    return Logged.of(records);
  }

  /** The records other than those of requests. */
  abstract List<LogRecord> own(JsonObject flat, Instant time);

  static LogRecord record(
      JsonObject flat, String object, String action, Instant time, @Nullable String description) {
    return record(flat, object, action, time, description, null);
  }

  private static LogRecord record(
      JsonObject flat,
      String object,
      String action,
      Instant time,
      @Nullable String description,
      @Nullable String requestId) {
    return new LogRecord(
        Fields.text(flat, "userBarcode"),
        List.of(LoggedItem.of(flat)),
        object,
        action,
        time.truncatedTo(ChronoUnit.MILLIS),
        Fields.text(flat, "servicePointId"),
        Fields.text(flat, "source"),
        description,
        Links.request(Fields.text(flat, "userId"), requestId));
  }

  private static LogRecord request(JsonObject flat, JsonObject request, Instant time) {
    Description description =
        new Description()
            .piece("Type", Fields.text(request, "requestType"))
            .piece("Pickup service point", Fields.text(request, "pickUpServicePoint"))
            .piece("Address type", Fields.text(request, "addressType"));
    String status = Fields.text(request, "newRequestStatus");
    String before = Fields.text(request, "oldRequestStatus");
    if (status != null && before != null) {
      description.changed("request status", status, before);
    } else {
      description.piece("New request status", status);
    }
    return record(
        flat,
        LogRecord.REQUEST,
        "Request status changed",
        time,
        description.text(),
        Fields.text(request, "id"));
  }
}
