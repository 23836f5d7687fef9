/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.audit.record;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every kind of log record, by the value of {@code logEventType}. */
public final class LogKinds {

  private static final String KIND = "logEventType";

  private static final Map<String, LogKind> KINDS = kinds();

  private LogKinds() {}

  private static Map<String, LogKind> kinds() {
    Map<String, LogKind> kinds = new HashMap<>();
    kinds.put("CHECK_IN_EVENT", new CheckInRecords());
    kinds.put("CHECK_OUT_EVENT", new CheckOutRecords("Checked out"));
    kinds.put(
        "CHECK_OUT_THROUGH_OVERRIDE_EVENT", new CheckOutRecords("Checked out through override"));
    kinds.put("LOAN", new LoanRecords());
    kinds.put("NOTICE", new NoticeRecords(false));
    kinds.put("NOTICE_ERROR", new NoticeRecords(true));
    kinds.put("FEE_FINE", new FeeFineRecords());
    kinds.put("MANUAL_BLOCK_CREATED_EVENT", new ManualBlockRecords("Created"));
    kinds.put("MANUAL_BLOCK_MODIFIED_EVENT", new ManualBlockRecords("Modified"));
    kinds.put("MANUAL_BLOCK_DELETED_EVENT", new ManualBlockRecords("Deleted"));
    kinds.put("REQUEST_CREATED_EVENT", new RequestCreatedRecords("Created"));
    kinds.put(
        "REQUEST_CREATED_THROUGH_OVERRIDE_EVENT",
        new RequestCreatedRecords("Created through override"));
    kinds.put(
        "REQUEST_UPDATED_EVENT", new RequestUpdatedRecords(RequestUpdatedRecords.Change.UPDATED));
    kinds.put("REQUEST_MOVED_EVENT", new RequestUpdatedRecords(RequestUpdatedRecords.Change.MOVED));
    kinds.put(
        "REQUEST_CANCELLED_EVENT",
        new RequestUpdatedRecords(RequestUpdatedRecords.Change.CANCELLED));
    kinds.put("REQUEST_REORDERED_EVENT", new RequestReorderedRecords());
    kinds.put("REQUEST_EXPIRED_EVENT", new RequestExpiredRecords());
    kinds.put("REQUEST_ANONYMIZED_EVENT", new RequestAnonymizedRecords());
    return Map.copyOf(kinds);
  }

  /** Whether the body is a log record of a known kind. */
  public static boolean isKnown(JsonObject body) {
    return find(body) != null;
  }

  /**
   * What to look up in other modules for a log record.
   *
   * @throws IllegalArgumentException if its kind is not known
   */
  public static Needs needs(JsonObject body) {
    return kind(body).needs(body);
  }

  /**
   * Converts a log record into records of the circulation log.
   *
   * @param facts the answers of other modules; it may lack any of them
   * @param time the time of the event
   * @throws IllegalArgumentException if its kind is not known
   */
  public static Logged logged(JsonObject body, Facts facts, Instant time) {
    return kind(body).logged(body, facts, time);
  }

  private static LogKind kind(JsonObject body) {
    LogKind kind = find(body);
    if (kind == null) {
      throw new IllegalArgumentException(KIND + " is none of the known kinds of log records");
    }
    return kind;
  }

  private static @Nullable LogKind find(JsonObject body) {
    return body.getValue(KIND) instanceof String name ? KINDS.get(name) : null;
  }
}
