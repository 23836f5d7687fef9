/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.Event;
import org.folio.eventbus.simulation.Faults;
import org.folio.eventbus.simulation.Mutation;
import org.folio.eventbus.simulation.ProducerClock;
import org.folio.eventbus.simulation.SimulatedLog;
import org.folio.eventbus.simulation.SimulatedOutbox;
import org.folio.eventbus.simulation.SimulatedProcess;

/**
 * Simulates Kafka's idempotent producer. Records of a partition arrive in order, some later than
 * others. When the process or the producer ends, records in flight may or may not arrive, but never
 * with a hole. A record stays with its partition, even if the partition no longer exists.
 */
final class SimulatedProducer extends MockProducer<byte[], byte[]> {

  private final SimulatedProcess process;
  private final Faults faults;
  private final SimulatedOutbox outbox;
  private final SimulatedLog log;
  private final ProducerClock clock;
  private final Mutation mutation;
  private final Map<Integer, Long> wireFreeAt = new HashMap<>();
  private final Map<Integer, Batch> batches = new HashMap<>();
  private final List<Callback> open = new ArrayList<>();
  private boolean closed;

  /** The records that are sent to a partition at one time. */
  private static final class Batch {
    private final long sentAt;
    private int records;

    private Batch(long sentAt) {
      this.sentAt = sentAt;
    }
  }

  SimulatedProducer(
      SimulatedProcess process,
      Faults faults,
      SimulatedOutbox outbox,
      SimulatedLog log,
      ProducerClock clock,
      Mutation mutation) {
    super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    this.process = process;
    this.faults = faults;
    this.outbox = outbox;
    this.log = log;
    this.clock = clock;
    this.mutation = mutation;
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    requireOpen();
    return IntStream.range(0, log.divided())
        .mapToObj(partition -> new PartitionInfo(topic, partition, null, null, null))
        .toList();
  }

  @Override
  public Future<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> kafkaRecord, Callback callback) {
    requireOpen();
    Event event = outbox.event(kafkaRecord.value());
    if (outbox.isRefused(event)) {
      callback.onCompletion(null, new RecordTooLargeException(SimulatedOutbox.TOO_LARGE));
    } else if (mutation == Mutation.JOURNAL_BEFORE_ACKNOWLEDGEMENT) {
      transmit(event, (metadata, cause) -> {});
      callback.onCompletion(metadata(event, 0), null);
    } else if (kafkaRecord.partition() < SimulatedLog.PARTITIONS) {
      transmit(event, callback);
    } else {
      open.add(callback);
    }
    return new CompletableFuture<>();
  }

  private void transmit(Event event, Callback callback) {
    open.add(callback);
    int partition = SimulatedLog.partitionOf(event);
    long now = process.time().now();
    long dated = clock.millis();
    Batch batch =
        batches.compute(
            partition, (any, last) -> last == null || last.sentAt != now ? new Batch(now) : last);
    batch.records++;
    long arrives =
        Math.max(wireFreeAt.getOrDefault(partition, 0L), now + faults.latency().toNanos());
    wireFreeAt.put(partition, arrives + 1);
    process.time().in(Duration.ofNanos(arrives - now), () -> arrive(event, batch, dated, callback));
  }

  // A dead process sends nothing more; the kernel sends the buffers of a paused one.
  private void arrive(Event event, Batch batch, long dated, Callback callback) {
    if (!process.alive() || closed) {
      return;
    }
    batches.values().remove(batch);
    if (clock.passes(dated)) {
      RecordMetadata metadata = metadata(event, log.append(event, dated));
      answer(callback, metadata, null);
    } else {
      answer(callback, null, refusal(batch));
    }
  }

  // Brokers name the cause only for a record that stands alone.
  private KafkaException refusal(Batch batch) {
    if (mutation == Mutation.CLOCK_PARKS) {
      return new RecordTooLargeException("refused for good");
    }
    return batch.records == 1
        ? new InvalidTimestampException("out of range")
        : new InvalidRecordException("one or more records have been rejected");
  }

  private void answer(Callback callback, RecordMetadata metadata, KafkaException cause) {
    process
        .time()
        .in(
            faults.latency(),
            () ->
                process.run(
                    () -> {
                      if (open.remove(callback)) {
                        callback.onCompletion(metadata, cause);
                      }
                    }));
  }

  private static RecordMetadata metadata(Event event, long offset) {
    TopicPartition place = new TopicPartition("topic", SimulatedLog.partitionOf(event));
    return new RecordMetadata(place, offset, 0, 0, 0, 0);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the producer is closed");
    }
  }

  @Override
  public void close(Duration limit) {
    closed = true;
    List<Callback> unanswered = List.copyOf(open);
    open.clear();
    unanswered.forEach(
        callback -> callback.onCompletion(null, new KafkaException("closed forcefully")));
  }
}
