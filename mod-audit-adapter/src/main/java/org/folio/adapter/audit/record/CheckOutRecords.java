/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Records of {@code CHECK_OUT_EVENT} and {@code CHECK_OUT_THROUGH_OVERRIDE_EVENT}. */
final class CheckOutRecords extends DeskRecords {

  private final String action;

  CheckOutRecords(String action) {
    this.action = action;
  }

  @Override
  List<LogRecord> own(JsonObject flat, Instant time) {
    String proxy = Objects.requireNonNullElse(Fields.text(flat, "proxyBarcode"), "no");
    return List.of(
        record(flat, LogRecord.LOAN, action, time, "Checked out to proxy: " + proxy + "."));
  }
}
