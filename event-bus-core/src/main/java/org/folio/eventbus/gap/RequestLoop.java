/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.gap;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.folio.eventbus.KafkaSettings;
import org.folio.eventbus.base.log.LogCode;
import org.folio.eventbus.base.progress.Loop;
import org.folio.eventbus.base.progress.Mover;
import org.folio.eventbus.base.progress.MoverKind;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.topic.EventTopics;
import org.folio.eventbus.topic.TopicReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requests and answers them one after another, on its own thread. A request that could not be
 * answered is dropped: the subscription that misses events asks again.
 */
public final class RequestLoop {

  private static final Logger LOG = LoggerFactory.getLogger(RequestLoop.class);

  // A request brings a thousand records at most.
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

  // A slow answer, and the poll before it.
  private static final Duration LIMIT = Duration.ofSeconds(25);

  // Each may take as long as the limit above, and all of a poll less than Kafka's poll interval.
  private static final int POLL_RECORDS = 50;

  private final KafkaSettings settings;
  private final EventTopics topics;
  private final String group;
  private final Republisher republisher;
  private final RecentRequests recent = new RecentRequests(System::nanoTime);
  private final Mover mover;
  private final Loop loop;

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
      Republisher republisher,
      ProgressWatch watch) {
    this.settings = settings;
    this.topics = topics;
    this.group = environment + "." + module + ".republish";
    this.republisher = republisher;
    this.mover =
        watch.mover(MoverKind.REQUESTS, "The reader of requests for missing events", LIMIT);
    this.loop = new Loop("event-bus-requests", this::reader, mover, failure -> {});
  }

  /** Begins to read, unless it has begun already; the topic must exist. */
  public void start() {
    loop.start();
  }

  /** Ends after the request in work. */
  public Future<Void> close() {
    mover.close();
    return loop.close();
  }

  private TopicReader reader() {
    return new TopicReader(
        properties(),
        topics.requests(),
        "enabling a tenant creates it",
        mover,
        (requests, closing) -> {
          for (ConsumerRecord<byte[], byte[]> request : requests) {
            if (closing.getAsBoolean()) {
              return;
            }
            answer(request.value());
            mover.moved();
          }
        });
  }

  private void answer(byte[] value) throws InterruptedException {
    try {
      ControlBody body = ControlBody.of(value);
      Future<Void> answered =
          TailRequest.isOne(body)
              ? answer(TailRequest.decode(body))
              : answer(RepublishRequest.decode(body));
      answered
          .toCompletionStage()
          .toCompletableFuture()
          .get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "{} A request for missing events could not be answered: {}. The subscription that misses them asks again.",
          LogCode.REQUESTS_UNREAD,
          e.toString());
    } catch (RuntimeException e) {
      // Whatever a record holds, the next one must be read.
      LOG.warn(
          "{} A record on {} is not a request for missing events: {}. It is skipped.",
          LogCode.REQUESTS_UNREAD,
          topics.requests(),
          e.getMessage());
    }
  }

  private Future<Void> answer(TailRequest request) {
    return recent.isNew(request) ? republisher.answer(request) : Future.succeededFuture();
  }

  private Future<Void> answer(RepublishRequest request) {
    return recent.isNew(request) ? republisher.answer(request) : Future.succeededFuture();
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = settings.clientProperties();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A requester repeats an old request that still matters.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    return properties;
  }
}
