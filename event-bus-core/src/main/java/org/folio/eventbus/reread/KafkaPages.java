/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.reread;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.replay.RecordSelection;
import org.folio.eventbus.admin.replay.ReplayedPartition;
import org.folio.eventbus.delivery.Delivery;
import org.folio.eventbus.delivery.RecordReader;
import org.folio.eventbus.handler.ReplayAbortedException;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a subscription's topics again, on its own thread, with a consumer that belongs
 * to no group and commits nothing.
 */
final class KafkaPages implements Pages {

  private static final Duration POLL = Duration.ofMillis(100);

  // A broker that is up answers in milliseconds, and the caller waits for the result.
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final ContextInternal context;
  private final ExecutorService thread;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final ReplayRanges ranges;
  private final TenantId tenant;
  private final RecordSelection selection;
  private final RecordReader reader;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private volatile boolean closed;
  private long read;
  private int taken;
  private boolean limitReached;

  /**
   * Reads nothing before {@link #next}.
   *
   * @param context the context on which pages are taken
   * @param threadName name of the thread that reads
   * @param consumers creates the consumer
   * @param ranges the offsets to read
   */
  KafkaPages(
      Context context,
      String threadName,
      Supplier<Consumer<byte[], byte[]>> consumers,
      ReplayRanges ranges,
      TenantId tenant,
      RecordSelection selection,
      RecordReader reader) {
    this.context = (ContextInternal) context;
    this.thread = Executors.newSingleThreadExecutor(work -> new Thread(work, threadName));
    this.consumers = consumers;
    this.ranges = ranges;
    this.tenant = tenant;
    this.selection = selection;
    this.reader = reader;
  }

  @Override
  public Future<List<Delivery>> next() {
    return onThread(this::page);
  }

  @Override
  public long read() {
    return read;
  }

  @Override
  public List<ReplayedPartition> partitions() {
    return ranges.replayed();
  }

  @Override
  public boolean limitReached() {
    return limitReached;
  }

  @Override
  public Future<Void> close() {
    closed = true;
    Consumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    Future<Void> ended =
        onThread(
            () -> {
              Consumer<byte[], byte[]> open = consumer;
              consumer = null;
              if (open != null) {
                open.close(CloseOptions.timeout(CLOSE_LIMIT));
              }
              return null;
            });
    thread.shutdown();
    return ended;
  }

  private <T> Future<T> onThread(Callable<T> work) {
    Promise<T> done = context.promise();
    try {
      thread.execute(
          () -> {
            try {
              done.complete(work.call());
            } catch (WakeupException e) {
              done.fail(new ReplayAbortedException("The module is being stopped"));
            } catch (Exception e) {
              done.fail(e);
            }
          });
    } catch (RejectedExecutionException e) {
      done.fail(new ReplayAbortedException("The module is being stopped"));
    }
    return done.future();
  }

  private List<Delivery> page() throws TimeoutException {
    Consumer<byte[], byte[]> reading = opened();
    List<Delivery> page = new ArrayList<>();
    long heardOf = System.nanoTime();
    while (page.isEmpty() && !limitReached && !ranges.finished()) {
      if (closed) {
        throw new ReplayAbortedException("The module is being stopped");
      }
      ConsumerRecords<byte[], byte[]> records = reading.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> kafkaRecord : records) {
        if (!ranges.contains(kafkaRecord)) {
          continue;
        }
        Optional<Delivery> selected = select(kafkaRecord);
        if (selected.isPresent() && taken == selection.most()) {
          limitReached = true;
          return page;
        }
        selected.ifPresent(page::add);
        taken = selected.isPresent() ? taken + 1 : taken;
        read++;
        ranges.passed(kafkaRecord);
      }
      ranges.advance(reading);
      if (!records.isEmpty()) {
        heardOf = System.nanoTime();
      } else if (System.nanoTime() - heardOf > SILENCE.toNanos()) {
        throw new TimeoutException(
            "Kafka did not return the requested records within %s s; check the brokers"
                .formatted(SILENCE.toSeconds()));
      }
    }
    return page;
  }

  private Consumer<byte[], byte[]> opened() {
    Consumer<byte[], byte[]> open = consumer;
    if (open == null) {
      open = consumers.get();
      consumer = open;
      ranges.resolve(open, selection);
    }
    return open;
  }

  // Beacons and replies concern the running subscription, not a replay.
  private Optional<Delivery> select(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    return selection.coversTime(Instant.ofEpochMilli(kafkaRecord.timestamp()))
        ? reader
            .read(kafkaRecord)
            .filter(delivery -> delivery.tenant().equals(tenant) && delivery.control() == null)
            .filter(
                delivery ->
                    delivery.event() == null
                        ? !selection.restrictsEvents()
                        : selection.covers(delivery.event()))
        : Optional.empty();
  }
}
