/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.folio.eventbus.KafkaSettings;
import org.folio.eventbus.log.LogCode;
import org.folio.eventbus.topic.EventTopics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requests one after another, on a thread of its own. A request that could not be answered is
 * forgotten: whoever misses events asks again.
 */
public final class RequestLoop {

  private static final Logger LOG = LoggerFactory.getLogger(RequestLoop.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  // A request is a thousand records at most.
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final int POLL_RECORDS = 10;

  private final KafkaSettings settings;
  private final EventTopics topics;
  private final String group;
  private final Republisher republisher;
  private final Promise<Void> ended = Promise.promise();
  private final Object pause = new Object();
  private volatile boolean closing;
  private boolean started;

  /**
   * Reads nothing before {@link #start}.
   *
   * @param module the publishing module; all of its instances share the requests
   */
  public RequestLoop(
      KafkaSettings settings,
      EventTopics topics,
      String environment,
      String module,
      Republisher republisher) {
    this.settings = settings;
    this.topics = topics;
    this.group = environment + "." + module + ".republish";
    this.republisher = republisher;
  }

  /** Begins to read, unless it has begun already; the topic must exist. */
  public synchronized void start() {
    if (!started && !closing) {
      started = true;
      new Thread(this::run, "event-bus-requests").start();
    }
  }

  /** Ends after the request that is being answered. */
  public synchronized Future<Void> close() {
    closing = true;
    synchronized (pause) {
      pause.notifyAll();
    }
    return started ? ended.future() : Future.succeededFuture();
  }

  private void run() {
    try {
      while (!closing) {
        read();
      }
    } finally {
      ended.complete();
    }
  }

  private void read() {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
      consumer.subscribe(List.of(topics.requests()));
      try {
        while (!closing) {
          for (ConsumerRecord<byte[], byte[]> request : consumer.poll(POLL)) {
            answer(request.value());
          }
          consumer.commitAsync();
        }
      } finally {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
      }
    } catch (WakeupException | InterruptException e) {
      closing = true;
    } catch (KafkaException e) {
      LOG.warn(
          "{} Requests for missing events cannot be read: {}. Tried again each second.",
          LogCode.REQUESTS_UNREAD,
          e.toString());
      waitBeforeAgain();
    }
  }

  private void answer(byte[] value) {
    try {
      Future<Void> answered =
          TailRequest.isOne(value)
              ? republisher.answer(TailRequest.decode(value))
              : republisher.answer(RepublishRequest.decode(value));
      answered
          .toCompletionStage()
          .toCompletableFuture()
          .get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{} A record on {} is no request for missing events: {}. It is passed over.",
          LogCode.REQUESTS_UNREAD,
          topics.requests(),
          e.getMessage());
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "{} A request for missing events could not be answered: {}. Whoever misses them asks again.",
          LogCode.REQUESTS_UNREAD,
          e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  private void waitBeforeAgain() {
    synchronized (pause) {
      try {
        if (!closing) {
          pause.wait(PAUSE_AFTER_FAILURE.toMillis());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        closing = true;
      }
    }
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = settings.clientProperties();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // An old request that is still of interest is repeated.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    return properties;
  }
}
