/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's parallel consumer, ordered by key. It processes many records at the same time on its
 * own threads. Each thread has a connection; each record has a transaction.
 */
final class ParallelContender implements Contender {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Assignment assignment;
  private final AtomicLong done = new AtomicLong();
  private final Queue<RecordProjection> connections = new ConcurrentLinkedQueue<>();
  private @Nullable ParallelStreamProcessor<byte[], byte[]> processor;

  ParallelContender(Assignment assignment) {
    this.assignment = assignment;
  }

  @Override
  public void prepare() throws SQLException, IOException {
    try (Connection connection = Tables.connect(assignment)) {
      Tables.create(connection, assignment.schema());
    }
    for (int i = 0; i < assignment.special().concurrency(); i++) {
      connections.add(new RecordProjection(assignment));
    }
  }

  @Override
  public void start() {
    var options =
        ParallelConsumerOptions.<byte[], byte[]>builder()
            .consumer(Consumers.plain(assignment))
            .ordering(ProcessingOrder.KEY)
            .maxConcurrency(assignment.special().concurrency())
            // Its default, and the fastest of its commit modes.
            .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
            .build();
    processor = ParallelStreamProcessor.createEosStreamProcessor(options);
    processor.subscribe(List.of(assignment.topic()));
    processor.poll(context -> apply(context.getSingleConsumerRecord()));
  }

  private void apply(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    if (assignment.special().externalMillis() > 0) {
      LockSupport.parkNanos(assignment.special().externalMillis() * NANOS_PER_MILLI);
    }
    // There are as many connections as threads, so one is free.
    RecordProjection projection = connections.remove();
    try {
      done.addAndGet(projection.apply(kafkaRecord));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      connections.add(projection);
    }
  }

  @Override
  public long done() {
    return done.get();
  }

  @Override
  public long committed() {
    return done.get();
  }

  @Override
  public void close() throws SQLException {
    if (processor != null) {
      processor.close();
    }
    for (RecordProjection projection : connections) {
      projection.close();
    }
  }
}
