/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.folio.eventbus.Event;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplaySelection;
import org.folio.eventbus.admin.replay.ReplayedPartition;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.outbox.JournalTable;
import org.folio.eventbus.outbox.JournalTable.PlacedEvent;
import org.folio.eventbus.topic.EventCodec;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a journal as they are on Kafka, in a transaction of its own. The events of a
 * key are in the order in which they were sent.
 */
final class JournalPages implements Pages {

  // Rows in memory beside those that wait for predecessors.
  private static final int PAGE = 500;

  // The handler does not need the publisher's id.
  private static final String SOURCE = "journal";

  private final Pool pool;
  private final String schema;
  private final TenantId tenant;
  private final ReplaySelection selection;
  private final EventCodec codec;
  private final EventCatalog catalog;
  private final RecordReader reader;
  private @Nullable SqlConnection connection;
  private @Nullable Cursor cursor;
  private boolean over;
  private long read;
  private boolean limitReached;

  JournalPages(
      Pool pool,
      String schema,
      TenantId tenant,
      ReplaySelection selection,
      EventCodec codec,
      EventCatalog catalog,
      RecordReader reader) {
    this.pool = pool;
    this.schema = schema;
    this.tenant = tenant;
    this.selection = selection;
    this.codec = codec;
    this.catalog = catalog;
    this.reader = reader;
  }

  @Override
  public Future<List<Delivery>> next() {
    return over ? Future.succeededFuture(List.of()) : opened().compose(this::page);
  }

  @Override
  public long read() {
    return read;
  }

  @Override
  public List<ReplayedPartition> partitions() {
    return List.of();
  }

  @Override
  public boolean limitReached() {
    return limitReached;
  }

  @Override
  public Future<Void> close() {
    SqlConnection open = connection;
    connection = null;
    // A reading transaction has nothing to commit; closing returns the connection.
    return open == null
        ? Future.succeededFuture()
        : open.query("ROLLBACK").execute().eventually(open::close).mapEmpty();
  }

  private Future<Cursor> opened() {
    Cursor open = cursor;
    if (open != null) {
      return Future.succeededFuture(open);
    }
    return pool.getConnection()
        .compose(
            connected -> {
              connection = connected;
              return connected
                  .query("BEGIN")
                  .execute()
                  .compose(begun -> JournalTable.read(connected, schema, selection));
            })
        .onSuccess(made -> cursor = made);
  }

  private Future<List<Delivery>> page(Cursor rows) {
    return rows.read(PAGE)
        .compose(
            found -> {
              List<Delivery> page = new ArrayList<>();
              for (PlacedEvent placed : JournalTable.placed(tenant, found)) {
                if (read == RecordSelection.MOST_EVENTS) {
                  limitReached = true;
                  break;
                }
                read++;
                delivery(placed).ifPresent(page::add);
              }
              over = limitReached || !rows.hasMore();
              return page.isEmpty() && !over ? page(rows) : Future.succeededFuture(page);
            });
  }

  private Optional<Delivery> delivery(PlacedEvent placed) {
    Event event = placed.event();
    String schemaIdentifier =
        catalog.type(event.stream(), event.type()).isPresent()
            ? catalog.schemaIdentifier(event.stream(), event.type())
            : "";
    ProducerRecord<byte[], byte[]> sent = codec.encode(event, SOURCE, schemaIdentifier);
    return reader.read(
        new ConsumerRecord<>(
            placed.topic(),
            placed.partition(),
            placed.offset(),
            placed.relayedAt().toEpochMilli(),
            TimestampType.CREATE_TIME,
            sent.key().length,
            sent.value().length,
            sent.key(),
            sent.value(),
            sent.headers(),
            Optional.empty()));
  }
}
