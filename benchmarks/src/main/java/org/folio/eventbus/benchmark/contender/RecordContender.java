/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One record, one transaction, one synchronous commit of its offset. folio-kafka-wrapper works in
 * this way if it must keep the order, that is, with a load limit of one record.
 */
final class RecordContender extends PolledContender {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private @Nullable RecordProjection projection;

  RecordContender(Assignment assignment) {
    super(assignment);
  }

  @Override
  public void prepare() throws SQLException, IOException {
    try (Connection connection = Tables.connect(assignment())) {
      Tables.create(connection, assignment().schema());
    }
    projection = new RecordProjection(assignment());
  }

  @Override
  void work(
      Iterable<ConsumerRecord<byte[], byte[]>> records,
      KafkaConsumer<byte[], byte[]> from,
      AtomicLong finished)
      throws SQLException {
    for (ConsumerRecord<byte[], byte[]> one : records) {
      if (assignment().special().externalMillis() > 0) {
        LockSupport.parkNanos(assignment().special().externalMillis() * NANOS_PER_MILLI);
      }
      if (projection != null) {
        finished.addAndGet(projection.apply(one));
      }
      from.commitSync(
          Map.of(
              new TopicPartition(one.topic(), one.partition()),
              new OffsetAndMetadata(one.offset() + 1)));
    }
  }

  @Override
  public void close() throws Exception {
    super.close();
    if (projection != null) {
      projection.close();
    }
  }
}
