/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.folio.eventbus.base.progress.Loop;
import org.folio.eventbus.base.progress.Mover;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a consumer group that reads one topic, as the life of a loop. It commits offsets when
 * the records are handled, so a record may be handled twice. A topic that is missing ends the life.
 */
public final class TopicReader implements Loop.Life {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  // A topic that is deleted looks like one without records until the client asks the brokers again,
  // by default every five minutes.
  private static final Duration METADATA_AGE = Duration.ofSeconds(2);

  // The brokers answer in milliseconds, or are away.
  private static final Duration LOOKUP = Duration.ofSeconds(3);

  // Not every broker knows a topic at once that was just created.
  private static final Duration KNOWN_EVERYWHERE = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final String maker;
  private final Mover mover;
  private final Work work;
  private volatile boolean closing;
  private @Nullable Long missedSince;

  /** The work on records. */
  @FunctionalInterface
  public interface Work {

    /**
     * Handles the records of a poll, of which there may be none.
     *
     * @param closing whether the rest may be left to the next reader
     * @throws Exception ends this life; the next one reads the records again
     */
    void handle(ConsumerRecords<byte[], byte[]> records, BooleanSupplier closing) throws Exception;
  }

  /**
   * Joins the group.
   *
   * @param properties of the consumer, with its group
   * @param maker who creates the topic, for the operator
   * @param mover moves with each round
   */
  public TopicReader(
      Map<String, Object> properties, String topic, String maker, Mover mover, Work work) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_AGE.toMillis());
    this.consumer = new KafkaConsumer<>(all);
    this.topic = topic;
    this.maker = maker;
    this.mover = mover;
    this.work = work;
    consumer.subscribe(List.of(topic));
  }

  @Override
  public void round() throws Exception {
    mover.hasWork();
    try {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      work.handle(records, () -> closing);
      if (!records.isEmpty() && !closing) {
        consumer.commitAsync();
      }
      if (topicIsThere()) {
        mover.moved();
      }
    } catch (WakeupException e) {
      LOG.debug("Woken up to close");
    }
  }

  private boolean topicIsThere() {
    try {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic, LOOKUP);
      if (partitions != null && !partitions.isEmpty()) {
        missedSince = null;
        return true;
      }
    } catch (TimeoutException e) {
      // The watch of the brokers tells that.
      LOG.debug("Whether topic {} exists is not known", topic, e);
      return true;
    }
    long now = System.nanoTime();
    long since = missedSince == null ? now : missedSince;
    missedSince = since;
    if (now - since >= KNOWN_EVERYWHERE.toNanos()) {
      throw new IllegalStateException("Topic %s does not exist; %s".formatted(topic, maker));
    }
    return false;
  }

  @Override
  public void wake() {
    closing = true;
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
  }
}
