/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Records of {@code REQUEST_REORDERED_EVENT}: one for each request that has moved. */
final class RequestReorderedRecords extends RequestRecords {

  @Override
  public Needs needs(JsonObject body) {
    Needs needs = new Needs();
    for (JsonObject request : reordered(body)) {
      ask(needs, request, request, request);
    }
    return needs;
  }

  @Override
  public Logged logged(JsonObject body, Facts facts, Instant time) {
    return Logged.of(reordered(body).stream().map(request -> moved(request, facts, time)).toList());
  }

  private static LogRecord moved(JsonObject request, Facts facts, Instant time) {
    return record(
        request,
        request,
        "Queue position reordered",
        facts.nameOf(updater(request)),
        description(request)
            .changed(
                "queue position",
                Fields.text(request, "position"),
                Fields.text(request, "previousPosition"))
            .text(),
        facts,
        time);
  }

  private static List<JsonObject> reordered(JsonObject body) {
    return Fields.objects(
        Fields.object(Fields.object(body, Fields.PAYLOAD), "requests"), "reordered");
  }
}
