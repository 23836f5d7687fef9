/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Records of {@code REQUEST_EXPIRED_EVENT}. */
final class RequestExpiredRecords extends RequestRecords {

  private static final String PICKUP_EXPIRED = "Closed - Pickup expired";

  @Override
  public Needs needs(JsonObject body) {
    JsonObject original = original(body);
    return needs(original, original, null);
  }

  @Override
  public Logged logged(JsonObject body, Facts facts, Instant time) {
    JsonObject original = original(body);
    String status = Fields.text(request(body, "updated"), "status");
    return Logged.of(
        record(
            original,
            original,
            PICKUP_EXPIRED.equals(status) ? "Pickup expired" : "Expired",
            LogRecord.SYSTEM,
            description(original)
                .change("request status", status, Fields.text(request(body, "original"), "status"))
                .text(),
            facts,
            time));
  }

  private static JsonObject original(JsonObject body) {
    JsonObject original = request(body, "original");
    return original.isEmpty() ? request(body, "updated") : original;
  }
}
