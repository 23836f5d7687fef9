/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.contender;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A contender with one thread and one plain Kafka consumer. */
abstract class PolledContender implements Contender {

  private static final Logger LOG = LoggerFactory.getLogger(PolledContender.class);

  // The poll timeout of folio-kafka-wrapper; under load a poll returns at once.
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int END_SECONDS = 30;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicLong done = new AtomicLong();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Assignment assignment;
  private volatile boolean ending;

  PolledContender(Assignment assignment) {
    this.assignment = assignment;
    this.consumer = Consumers.plain(assignment);
  }

  Assignment assignment() {
    return assignment;
  }

  /**
   * Processes the records of one poll, on the polling thread.
   *
   * @param finished receives the number of events with an effect
   */
  abstract void work(
      Iterable<ConsumerRecord<byte[], byte[]>> records,
      KafkaConsumer<byte[], byte[]> from,
      AtomicLong finished)
      throws Exception;

  @Override
  public void start() {
    thread.execute(this::loop);
  }

  private void loop() {
    try (consumer) {
      consumer.subscribe(List.of(assignment.topic()));
      while (!ending) {
        work(consumer.poll(POLL), consumer, done);
      }
    } catch (WakeupException e) {
      LOG.debug("Ended while polling", e);
    } catch (Exception e) {
      LOG.error("The contender failed", e);
    }
  }

  @Override
  public long done() {
    return done.get();
  }

  @Override
  public long committed() throws Exception {
    return done.get();
  }

  @Override
  public void close() throws Exception {
    ending = true;
    consumer.wakeup();
    thread.shutdown();
    if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The consumer did not end");
    }
  }
}
