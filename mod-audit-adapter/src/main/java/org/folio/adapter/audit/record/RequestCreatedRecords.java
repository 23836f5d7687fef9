/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Records of {@code REQUEST_CREATED_EVENT} and {@code REQUEST_CREATED_THROUGH_OVERRIDE_EVENT}. */
final class RequestCreatedRecords extends RequestRecords {

  private final String action;

  RequestCreatedRecords(String action) {
    this.action = action;
  }

  @Override
  public Needs needs(JsonObject body) {
    JsonObject created = request(body, "created");
    return needs(created, created, created);
  }

  @Override
  public Logged logged(JsonObject body, Facts facts, Instant time) {
    JsonObject created = request(body, "created");
    return Logged.of(
        record(
            created,
            created,
            action,
            facts.nameOf(updater(created)),
            description(created).text(),
            facts,
            time));
  }
}
