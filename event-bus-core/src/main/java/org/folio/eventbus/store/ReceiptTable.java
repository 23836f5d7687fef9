/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.folio.eventbus.StreamKey;
import org.folio.eventbus.base.sql.SchemaStatement;
import org.folio.eventbus.decide.Receipt;
import org.folio.eventbus.delivery.SequenceKey;

/** Statements on receipts. */
public final class ReceiptTable {

  /** The partitioned table. */
  public static final String NAME = "event_receipt";

  // The receipts of a batch nearly always have one stream and one partition. Counts the receipts of
  // events that had not reached the subscription before, for the comparison with beacons. If an
  // event lies on several topics and arrived on another topic first, it counts when it arrives on
  // this one.
  private static final SchemaStatement INSERT =
      new SchemaStatement(
          """
          WITH counted AS (
            INSERT INTO "%1$s".event_partition AS known (subscription, topic, partition, events)
            SELECT $1, $3, $4, arrived
              FROM (SELECT (SELECT count(*) FROM unnest($10::text[]) AS outcome
                             WHERE outcome IN ('APPLIED', 'SKIPPED', 'PARKED', 'BEHIND'))
                         + (SELECT count(DISTINCT come.event_id)
                              FROM unnest($8::uuid[], $10::text[]) AS come (event_id, outcome)
                             WHERE $12 AND come.outcome = 'DUPLICATE'
                               AND NOT EXISTS (
                                 SELECT FROM "%1$s".event_receipt AS known
                                  WHERE known.event_id = come.event_id AND known.subscription = $1
                                    AND known.topic = $3)
                               AND NOT EXISTS (
                                 SELECT FROM unnest($8::uuid[], $10::text[]) AS here (event_id, outcome)
                                  WHERE here.event_id = come.event_id
                                    AND here.outcome <> 'DUPLICATE'))
                           AS arrived) AS new
             WHERE arrived > 0
            ON CONFLICT (subscription, topic, partition) DO UPDATE
              SET events = known.events + excluded.events)
          INSERT INTO "%1$s".event_receipt (subscription, stream, key, sequence, event_id, type, outcome,
            topic, partition, kafka_offset, instance, recorded_at)
          SELECT $1, $2, key, sequence, event_id, type, outcome, $3, $4, kafka_offset, $5,
            clock_timestamp()
            FROM unnest($6::text[], $7::bigint[], $8::uuid[], $9::text[], $10::text[], $11::bigint[])
              AS new (key, sequence, event_id, type, outcome, kafka_offset)
          """);

  private static final SchemaStatement APPLIED =
      new SchemaStatement(
          """
          SELECT stream, key, sequence, event_id
            FROM "%1$s".event_receipt
           WHERE subscription = $1
             AND outcome IN ('APPLIED', 'SKIPPED', 'RELEASED')
             AND (stream, key, sequence) IN (SELECT * FROM unnest($2::text[], $3::text[], $4::bigint[]))
          """);

  private ReceiptTable() {}

  /** The applied or skipped event of each given sequence, as far as receipts are kept. */
  static Future<Map<SequenceKey, UUID>> applied(
      SqlConnection tx, String schema, String subscription, List<SequenceKey> sequences) {
    if (sequences.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return tx.preparedQuery(APPLIED.in(schema))
        .execute(
            Tuple.of(
                subscription,
                sequences.stream().map(one -> one.key().stream()).toArray(String[]::new),
                sequences.stream().map(one -> one.key().key()).toArray(String[]::new),
                sequences.stream().map(SequenceKey::sequence).toArray(Long[]::new)))
        .map(
            rows -> {
              Map<SequenceKey, UUID> applied = new HashMap<>();
              for (Row row : rows) {
                applied.put(
                    new SequenceKey(
                        new StreamKey(row.getString("stream"), row.getString("key")),
                        row.getLong("sequence")),
                    row.getUUID("event_id"));
              }
              return applied;
            });
  }

  /**
   * Writes receipts.
   *
   * @param instance the process that handled the events
   * @param severalTopics whether an event may lie on several topics
   */
  public static Future<Void> insert(
      SqlConnection tx,
      String schema,
      String subscription,
      String instance,
      boolean severalTopics,
      List<Receipt> receipts) {
    Future<Void> written = Future.succeededFuture();
    for (List<Receipt> ofPlace : byPlace(receipts)) {
      written =
          written.compose(
              before -> write(tx, schema, subscription, instance, severalTopics, ofPlace));
    }
    return written;
  }

  private static Collection<List<Receipt>> byPlace(List<Receipt> receipts) {
    Map<Place, List<Receipt>> places = new LinkedHashMap<>();
    for (Receipt receipt : receipts) {
      places
          .computeIfAbsent(
              new Place(receipt.event().stream(), receipt.topic(), receipt.partition()),
              none -> new ArrayList<>(receipts.size()))
          .add(receipt);
    }
    return places.values();
  }

  private record Place(String stream, String topic, int partition) {}

  private static Future<Void> write(
      SqlConnection tx,
      String schema,
      String subscription,
      String instance,
      boolean severalTopics,
      List<Receipt> receipts) {
    Receipt first = receipts.get(0);
    return tx.preparedQuery(INSERT.in(schema))
        .execute(
            Tuple.tuple()
                .addString(subscription)
                .addString(first.event().stream())
                .addString(first.topic())
                .addInteger(first.partition())
                .addString(instance)
                .addValue(texts(receipts, receipt -> receipt.event().key()))
                .addValue(
                    receipts.stream()
                        .map(receipt -> receipt.event().sequence())
                        .toArray(Long[]::new))
                .addValue(
                    receipts.stream().map(receipt -> receipt.event().id()).toArray(UUID[]::new))
                .addValue(texts(receipts, receipt -> receipt.event().type()))
                .addValue(texts(receipts, receipt -> receipt.outcome().name()))
                .addValue(receipts.stream().map(Receipt::offset).toArray(Long[]::new))
                .addBoolean(severalTopics))
        .mapEmpty();
  }

  private static String[] texts(List<Receipt> receipts, Function<Receipt, String> value) {
    return receipts.stream().map(value).toArray(String[]::new);
  }
}
