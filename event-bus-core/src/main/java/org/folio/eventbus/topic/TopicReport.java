/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.folio.eventbus.KafkaSettings;
import org.folio.eventbus.admin.TopicState;

/** Asks brokers for the state of a module's topics. Reads only. Safe for use by several threads. */
public final class TopicReport {

  // Milliseconds. A caller waits for the answer, and brokers that are up need far less.
  private static final int CALL_TIMEOUT = 4_000;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private static final long FOR_EVER = -1;

  private final Vertx vertx;
  private final KafkaSettings settings;

  /** Asks the given brokers. */
  public TopicReport(Vertx vertx, KafkaSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /**
   * A topic that a module needs.
   *
   * @param written whether the module writes to it
   * @param subscriptions the module's subscriptions that read it
   */
  public record Needed(String topic, String stream, boolean written, List<String> subscriptions) {}

  /**
   * The state of the topics, in the given order.
   *
   * @return fails with {@link KafkaException} and an explanation if brokers do not answer within
   *     some seconds
   */
  public Future<List<TopicState>> of(List<Needed> topics) {
    if (topics.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return vertx
        .executeBlocking(() -> Admin.create(properties()), false)
        .compose(
            admin ->
                Future.all(topics.stream().map(topic -> state(admin, topic)).toList())
                    .map(found -> found.<TopicState>list())
                    .eventually(() -> close(admin)))
        .recover(
            cause ->
                Future.failedFuture(
                    new KafkaException(
                        "Kafka at %s (KAFKA_HOST, KAFKA_PORT) does not tell about topics: %s"
                            .formatted(settings.bootstrapServers(), cause.getMessage()),
                        cause)));
  }

  private Future<TopicState> state(Admin admin, Needed needed) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, needed.topic());
    return future(
            Objects.requireNonNull(
                admin
                    .describeTopics(List.of(needed.topic()))
                    .topicNameValues()
                    .get(needed.topic())))
        .compose(
            description ->
                future(
                        Objects.requireNonNull(
                            admin.describeConfigs(List.of(resource)).values().get(resource)))
                    .map(config -> state(needed, description, config)))
        .recover(
            cause ->
                cause instanceof UnknownTopicOrPartitionException
                    ? Future.succeededFuture(absent(needed))
                    : Future.failedFuture(cause));
  }

  private TopicState state(Needed needed, TopicDescription description, Config config) {
    List<TopicPartitionInfo> partitions = description.partitions();
    int copies = partitions.stream().mapToInt(one -> one.replicas().size()).min().orElse(0);
    int inSync = partitions.stream().mapToInt(one -> one.isr().size()).min().orElse(0);
    long leaderless = partitions.stream().filter(one -> one.leader() == null).count();
    long millis = Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
    long hours = millis < 0 ? FOR_EVER : Duration.ofMillis(millis).toHours();
    List<String> problems = new ArrayList<>();
    if (leaderless > 0) {
      problems.add(
          "%s of its partitions have no leader, so nothing can be written to them or read: start the brokers that are down"
              .formatted(leaderless));
    }
    if (inSync < copies) {
      problems.add(
          "A partition has %s of %s copies up to date: start the broker that is down, or wait until it has caught up"
              .formatted(inSync, copies));
    }
    if (copies < settings.replicationFactor()) {
      problems.add(
          "It has %s copies and REPLICATION_FACTOR is %s: reassign its replicas with kafka-reassign-partitions"
              .formatted(copies, settings.replicationFactor()));
    }
    if (hours != FOR_EVER && hours < settings.retentionHours()) {
      problems.add(
          "Records are kept for %s hours and EVENT_TOPIC_RETENTION_HOURS is %s: raise retention.ms with kafka-configs"
              .formatted(hours, settings.retentionHours()));
    }
    return new TopicState(
        needed.topic(),
        needed.stream(),
        needed.written(),
        needed.subscriptions(),
        true,
        partitions.size(),
        copies,
        inSync,
        hours,
        problems);
  }

  private static TopicState absent(Needed needed) {
    return new TopicState(
        needed.topic(),
        needed.stream(),
        needed.written(),
        needed.subscriptions(),
        false,
        0,
        0,
        0,
        0,
        List.of(
            "Brokers do not have it: enable the tenant again with POST /_/tenant, which makes what is missing"));
  }

  private Future<Void> close(Admin admin) {
    return vertx.executeBlocking(
        () -> {
          admin.close(CLOSE_TIMEOUT);
          return null;
        },
        false);
  }

  private static <T> Future<T> future(KafkaFuture<T> future) {
    return Future.fromCompletionStage(future.toCompletionStage())
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof CompletionException && cause.getCause() != null
                        ? cause.getCause()
                        : cause));
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>(settings.clientProperties());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_TIMEOUT);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_TIMEOUT);
    return properties;
  }
}
