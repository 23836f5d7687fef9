/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.store;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventBatch;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.action.Action;
import org.folio.eventbus.admin.action.Justification;
import org.folio.eventbus.admin.key.ParkedState;
import org.folio.eventbus.admin.key.SequenceRange;
import org.folio.eventbus.decide.Cursor;
import org.folio.eventbus.decide.Receipt;
import org.folio.eventbus.delivery.Hold;
import org.folio.eventbus.delivery.SequenceKey;
import org.folio.eventbus.gap.GapTable;
import org.folio.eventbus.gap.Unavailable;
import org.folio.eventbus.handler.HandlerWork;
import org.folio.eventbus.park.OperationTable;
import org.folio.eventbus.park.ParkedRecord;
import org.folio.eventbus.park.ParkedRow;
import org.folio.eventbus.park.ParkedTable;

/** One transaction in the schema of one tenant. */
final class PostgresTransaction implements StoreTransaction {

  private final SqlConnection tx;
  private final TenantId tenant;
  private final String schema;
  private final Subscription subscription;
  private final String instance;
  private final HandlerWork handler;
  private final Tally tally;

  PostgresTransaction(
      SqlConnection tx,
      TenantId tenant,
      String schema,
      Subscription subscription,
      String instance,
      HandlerWork handler,
      Tally tally) {
    this.tx = tx;
    this.tenant = tenant;
    this.schema = schema;
    this.subscription = subscription;
    this.instance = instance;
    this.handler = handler;
    this.tally = tally;
  }

  @Override
  public Future<Map<StreamKey, List<SequenceRange>>> gaps(Collection<StreamKey> keys) {
    return GapTable.read(tx, schema, subscription.name(), keys);
  }

  @Override
  public Future<Map<SequenceKey, UUID>> applied(List<SequenceKey> sequences) {
    return ReceiptTable.applied(tx, schema, subscription.name(), sequences);
  }

  @Override
  public Future<Void> handle(List<Event> events) {
    return handler.handle(tx, new EventBatch(tenant, schema, events));
  }

  @Override
  public Future<List<Boolean>> park(List<ParkedRecord> records) {
    return ParkedTable.insert(tx, schema, subscription.name(), records)
        .onSuccess(inserted -> tally.parked(records, inserted));
  }

  @Override
  public Future<Void> record(List<Receipt> receipts, Map<StreamKey, Cursor> cursors) {
    tally.receipts(receipts);
    // Sends both at once: neither needs the other's answer.
    Future<Void> written =
        ReceiptTable.insert(
            tx,
            schema,
            subscription.name(),
            instance,
            Hold.overSeveralTopics(subscription),
            receipts);
    Future<Void> moved =
        cursors.isEmpty()
            ? Future.succeededFuture()
            : CursorTable.update(tx, schema, subscription.name(), cursors);
    return written.compose(receiptsWritten -> moved);
  }

  @Override
  public Future<Void> changeGaps(
      int partition,
      Map<StreamKey, List<SequenceRange>> opened,
      Map<StreamKey, List<Long>> healed) {
    opened.values().forEach(tally::opened);
    healed.values().forEach(tally::healed);
    return GapTable.change(tx, schema, subscription.name(), partition, opened, healed);
  }

  @Override
  public Future<Void> giveUp(Unavailable answer) {
    return GapTable.unavailable(tx, schema, subscription.name(), answer)
        .onSuccess(
            gaps -> {
              // A repeated reply concerns no gap any more.
              if (gaps > 0) {
                tally.unavailable(answer.range());
              }
            })
        .mapEmpty();
  }

  @Override
  public Future<List<ParkedRow>> parked(StreamKey key, int most) {
    return ParkedTable.ofKey(tx, schema, subscription.name(), key, most);
  }

  @Override
  public Future<Void> released(StreamKey key, List<ParkedRow> rows, Justification why) {
    JsonObject subject =
        new JsonObject()
            .put("subscription", subscription.name())
            .put("stream", key.stream())
            .put("key", key.key())
            .put("firstSequence", rows.get(0).sequence())
            .put("lastSequence", rows.get(rows.size() - 1).sequence())
            .put("events", rows.size());
    return ParkedTable.remove(tx, schema, rows)
        .compose(removed -> ParkedTable.count(tx, schema, subscription.name(), key))
        .compose(
            left ->
                OperationTable.write(
                    tx,
                    schema,
                    Action.RELEASE,
                    subject,
                    why,
                    "RELEASED",
                    new JsonObject().put("parked", left + rows.size()),
                    new JsonObject().put("parked", left)))
        .mapEmpty();
  }

  @Override
  public Future<Void> stopped(
      StreamKey key, ParkedRow first, int released, String cause, Justification why) {
    JsonObject subject =
        new JsonObject()
            .put("subscription", subscription.name())
            .put("stream", key.stream())
            .put("key", key.key())
            .put("sequence", first.sequence());
    return ParkedTable.count(tx, schema, subscription.name(), key)
        .compose(
            parked ->
                OperationTable.write(
                    tx,
                    schema,
                    Action.RELEASE,
                    subject,
                    why,
                    released == 0 ? "NOTHING_RELEASED" : "STOPPED",
                    new JsonObject().put("parked", parked),
                    new JsonObject().put("parked", parked).put("cause", cause)))
        .mapEmpty();
  }

  @Override
  public Future<Void> mark(ParkedRow row, ParkedState state, String cause) {
    return ParkedTable.mark(tx, schema, row, state, cause);
  }
}
