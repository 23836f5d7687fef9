/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.replay.OffsetRange;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplayResult;
import org.folio.eventbus.park.OperationTable;
import org.jspecify.annotations.Nullable;

/** The operation log's entries of one replay: its start and its result. */
final class ReplayEntries {

  private final SqlClient client;
  private final String schema;
  private final String subscription;
  private final RecordSelection selection;
  private final Justification why;

  ReplayEntries(
      SqlClient client,
      String schema,
      String subscription,
      RecordSelection selection,
      Justification why) {
    this.client = client;
    this.schema = schema;
    this.subscription = subscription;
    this.selection = selection;
    this.why = why;
  }

  /**
   * Logs the start.
   *
   * @return the state of the subscription before the replay
   */
  Future<JsonObject> begin() {
    return standing().compose(before -> note("STARTED", before, null).map(before));
  }

  /** Logs the result, also if the replay ended early. */
  Future<Replayed> end(JsonObject before, ReplayResult ended) {
    return standing()
        .map(after -> after.mergeIn(counts(ended)))
        .compose(
            after ->
                note(outcome(ended), before, after)
                    .map(operation -> new Replayed(ended, operation, before, after)));
  }

  /**
   * Logs that the selection does not exist, so nothing has changed.
   *
   * @return fails with the cause
   */
  Future<Replayed> refusal(JsonObject before, Throwable cause) {
    JsonObject after = before.copy().put("cause", String.valueOf(cause.getMessage()));
    return note("FAILED", before, after).transform(noted -> Future.failedFuture(cause));
  }

  private Future<JsonObject> standing() {
    return ReplayStanding.read(client, schema, subscription, selection);
  }

  private Future<Long> note(String outcome, JsonObject before, @Nullable JsonObject after) {
    return OperationTable.write(
        client, schema, Action.REPLAY, subject(), why, outcome, before, after);
  }

  private static String outcome(ReplayResult result) {
    return result.cause() != null ? "FAILED" : result.limitReached() ? "LIMIT_REACHED" : "APPLIED";
  }

  private JsonObject subject() {
    JsonObject subject = new JsonObject().put("subscription", subscription);
    OffsetRange offsets = selection.offsets();
    if (offsets != null) {
      subject
          .put("topic", offsets.topic())
          .put("partition", offsets.partition())
          .put("fromOffset", offsets.from())
          .put("endOffset", offsets.end());
    }
    return subject
        .put("from", selection.from() == null ? null : selection.from().toString())
        .put("to", selection.to() == null ? null : selection.to().toString())
        .put("key", selection.key())
        .put(
            "eventIds",
            selection.eventIds() == null
                ? null
                : new JsonArray(selection.eventIds().stream().map(Object::toString).toList()))
        .put("most", selection.most());
  }

  private static JsonObject counts(ReplayResult result) {
    JsonObject counts =
        new JsonObject()
            .put("read", result.read())
            .put("applied", result.applied())
            .put("duplicates", result.duplicates())
            .put("skipped", result.skipped())
            .put("parked", result.parked())
            .put("waiting", result.waiting())
            .put("unreadable", result.unreadable());
    return result.cause() == null ? counts : counts.put("cause", result.cause());
  }
}
