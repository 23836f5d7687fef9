/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.database.DailyPartitions;
import org.folio.eventbus.log.LogCode;
import org.folio.eventbus.park.Justification;
import org.folio.eventbus.park.OperationLog;
import org.folio.eventbus.park.ParkedRow;
import org.folio.eventbus.park.ParkedTable;
import org.folio.eventbus.park.ReleaseResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the parked events of one key in order. Events of the key that arrive meanwhile wait for
 * the cursor, which each step locks: they go behind what is parked, or flow again when nothing is.
 */
final class KeyRelease {

  private static final Logger LOG = LoggerFactory.getLogger(KeyRelease.class);

  // Events in one transaction; the key's cursor is locked for as long.
  private static final int STEP = 100;

  private final Pool pool;
  private final DailyPartitions partitions;
  private final RecordReader reader;
  private final Subscription subscription;
  private final String instance;
  private final TenantId tenant;
  private final String schema;
  private final StreamKey key;
  private final Justification why;
  private int released;

  KeyRelease(
      Pool pool,
      DailyPartitions partitions,
      RecordReader reader,
      Subscription subscription,
      String instance,
      TenantId tenant,
      String schema,
      StreamKey key,
      Justification why) {
    this.pool = pool;
    this.partitions = partitions;
    this.reader = reader;
    this.subscription = subscription;
    this.instance = instance;
    this.tenant = tenant;
    this.schema = schema;
    this.key = key;
    this.why = why;
  }

  /** Releases until nothing is parked or an event cannot be applied again. */
  Future<ReleaseResult> run() {
    return partitions
        .ensure(schema, ReceiptTable.NAME)
        .compose(ready -> steps(STEP))
        .onSuccess(
            result -> {
              if (result.cause() == null) {
                LOG.info(
                    "{} {}: {} parked events of a key of tenant {} are released",
                    LogCode.KEY_RELEASED,
                    subscription.name(),
                    result.released(),
                    tenant);
              } else {
                LOG.warn(
                    "{} {}: {} parked events of a key of tenant {} are released, {} stay parked: {}",
                    LogCode.RELEASE_FAILED,
                    subscription.name(),
                    result.released(),
                    tenant,
                    result.remaining(),
                    result.cause());
              }
            });
  }

  private Future<ReleaseResult> steps(int size) {
    return pool.withTransaction(tx -> step(tx, size))
        .compose(
            done -> {
              released += done;
              return done == 0 ? finished(Optional.empty()) : steps(STEP);
            },
            cause -> {
              if (!(cause instanceof HandlerFailedException refused)) {
                return Future.failedFuture(cause);
              }
              return size > 1
                  ? steps(size / 2)
                  : pool.withTransaction(tx -> markPoison(tx, refused.reason()))
                      .compose(marked -> finished(Optional.of(refused.reason())));
            });
  }

  private Future<Integer> step(SqlConnection tx, int size) {
    return CursorTable.lock(tx, schema, subscription.name(), new TreeSet<>(List.of(key)))
        .compose(
            cursors ->
                ParkedTable.ofKey(tx, schema, subscription.name(), key, size)
                    .compose(rows -> apply(tx, cursors.get(key), rows)));
  }

  private Future<Integer> apply(SqlConnection tx, Cursor cursor, List<ParkedRow> rows) {
    Cursor flowing = new Cursor(cursor.last(), false, cursor.openGaps());
    if (rows.isEmpty()) {
      return CursorTable.update(tx, schema, subscription.name(), Map.of(key, flowing)).map(0);
    }
    List<Delivery> deliveries = new ArrayList<>();
    for (ParkedRow row : rows) {
      Delivery delivery = reader.read(row.source()).orElseThrow();
      if (delivery.problem() != null) {
        return Future.failedFuture(
            new HandlerFailedException(new IllegalArgumentException(delivery.problem())));
      }
      deliveries.add(delivery);
    }
    // What is missing in front of a parked event has had more than its hold time.
    return BatchTransaction.plan(
            tx, schema, subscription, deliveries, Map.of(key, flowing), Map.of(key, Long.MAX_VALUE))
        .compose(
            plan ->
                plan.with(Outcome.PARKED).isEmpty()
                    ? execute(tx, plan, rows)
                    : Future.failedFuture(
                        new HandlerFailedException(
                            new IllegalStateException(BatchPlan.OTHER_EVENT))));
  }

  private Future<Integer> execute(SqlConnection tx, BatchPlan plan, List<ParkedRow> rows) {
    return handle(tx, plan)
        .compose(
            applied ->
                ReceiptTable.insert(tx, schema, subscription.name(), instance, receipts(plan)))
        .compose(written -> ParkedTable.remove(tx, schema, rows))
        .compose(
            removed -> {
              Cursor moved = plan.changedCursors().get(key);
              return moved == null
                  ? Future.succeededFuture()
                  : CursorTable.update(
                      tx,
                      schema,
                      subscription.name(),
                      Map.of(key, new Cursor(moved.last(), true, moved.openGaps())));
            })
        .compose(
            moved ->
                GapTable.change(tx, schema, subscription.name(), plan.newGaps(), plan.healed()))
        .compose(
            changed -> OperationLog.write(tx, schema, "RELEASE", subject(rows), why, "RELEASED"))
        .map(rows.size());
  }

  private Future<Void> handle(SqlConnection tx, BatchPlan plan) {
    return plan.toApply().isEmpty()
        ? Future.succeededFuture()
        : HandlerCall.of(subscription, new EventBatch(tenant, schema, plan.toApply()), tx);
  }

  private static List<Receipt> receipts(BatchPlan plan) {
    return plan.receipts().stream()
        .map(
            receipt ->
                receipt.outcome() == Outcome.APPLIED
                    ? receipt.withOutcome(Outcome.RELEASED)
                    : receipt)
        .toList();
  }

  private Future<Void> markPoison(SqlConnection tx, String cause) {
    return CursorTable.lock(tx, schema, subscription.name(), new TreeSet<>(List.of(key)))
        .compose(cursors -> ParkedTable.ofKey(tx, schema, subscription.name(), key, 1))
        .compose(
            rows ->
                rows.isEmpty()
                    ? Future.succeededFuture()
                    : ParkedTable.markPoison(tx, schema, rows.get(0), cause));
  }

  private Future<ReleaseResult> finished(Optional<String> cause) {
    return ParkedTable.count(pool, schema, subscription.name(), key)
        .map(remaining -> new ReleaseResult(released, remaining, cause.orElse(null)));
  }

  private JsonObject subject(List<ParkedRow> rows) {
    return new JsonObject()
        .put("subscription", subscription.name())
        .put("stream", key.stream())
        .put("key", key.key())
        .put("firstSequence", rows.get(0).sequence())
        .put("lastSequence", rows.get(rows.size() - 1).sequence())
        .put("events", rows.size());
  }
}
