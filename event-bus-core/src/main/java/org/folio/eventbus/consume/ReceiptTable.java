/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.consume;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Statements on receipts. */
public final class ReceiptTable {

  /** The partitioned table. */
  public static final String NAME = "event_receipt";

  private static final String INSERT =
      """
      INSERT INTO "%1$s".event_receipt (subscription, stream, key, sequence, event_id, type, outcome,
        topic, partition, kafka_offset, instance, recorded_at)
      SELECT $1, stream, key, sequence, event_id, type, outcome, topic, partition, kafka_offset, $2,
        clock_timestamp()
        FROM unnest($3::text[], $4::text[], $5::bigint[], $6::uuid[], $7::text[], $8::text[],
          $9::text[], $10::integer[], $11::bigint[])
          AS new (stream, key, sequence, event_id, type, outcome, topic, partition, kafka_offset)
      """;

  private ReceiptTable() {}

  /**
   * Writes receipts.
   *
   * @param instance the process that did the work
   */
  public static Future<Void> insert(
      SqlConnection tx,
      String schema,
      String subscription,
      String instance,
      List<Receipt> receipts) {
    if (receipts.isEmpty()) {
      return Future.succeededFuture();
    }
    return tx.preparedQuery(INSERT.formatted(schema))
        .execute(
            Tuple.tuple()
                .addString(subscription)
                .addString(instance)
                .addValue(texts(receipts, receipt -> receipt.event().stream()))
                .addValue(texts(receipts, receipt -> receipt.event().key()))
                .addValue(
                    receipts.stream()
                        .map(receipt -> receipt.event().sequence())
                        .toArray(Long[]::new))
                .addValue(
                    receipts.stream().map(receipt -> receipt.event().id()).toArray(UUID[]::new))
                .addValue(texts(receipts, receipt -> receipt.event().type()))
                .addValue(texts(receipts, receipt -> receipt.outcome().name()))
                .addValue(texts(receipts, Receipt::topic))
                .addValue(receipts.stream().map(Receipt::partition).toArray(Integer[]::new))
                .addValue(receipts.stream().map(Receipt::offset).toArray(Long[]::new)))
        .mapEmpty();
  }

  private static String[] texts(List<Receipt> receipts, Function<Receipt, String> value) {
    return receipts.stream().map(value).toArray(String[]::new);
  }
}
