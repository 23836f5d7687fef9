/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.folio.eventbus.KafkaSettings;

/** Makes and removes the topics of a tenant. Repeatable. */
public final class TopicCreation {

  // Milliseconds that one answer of a broker may take, and how long the enabling of a tenant waits
  // for brokers that are down.
  private static final int REQUEST_TIMEOUT = 10_000;
  private static final int CALL_TIMEOUT = 20_000;

  // Whoever asked and got no answer has asked again since.
  private static final Duration SMALL_RETENTION = Duration.ofDays(1);

  // With three copies two must have a record before it counts as written.
  private static final int COPIES_FOR_QUORUM = 3;

  // Between two looks at a topic that was just made; leaders are elected within some milliseconds.
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final KafkaSettings settings;

  /** Creates topics on the given brokers. */
  public TopicCreation(Vertx vertx, KafkaSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /**
   * Creates those of the topics that do not exist.
   *
   * @return completes when each partition of each topic answers. A producer that writes earlier can
   *     have a batch stuck until its delivery timeout (KAFKA-15591)
   */
  public Future<Void> create(Collection<String> topics) {
    return create(topics.stream().map(this::newTopic).toList());
  }

  /** Creates a topic for few records that are soon out of date, unless it exists. */
  public Future<Void> createSmall(String topic) {
    return create(
        List.of(
            new NewTopic(topic, 1, (short) settings.replicationFactor())
                .configs(
                    Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(SMALL_RETENTION.toMillis())))));
  }

  private Future<Void> create(List<NewTopic> newTopics) {
    List<String> topics = newTopics.stream().map(NewTopic::name).toList();
    return vertx
        .executeBlocking(() -> Admin.create(properties()), false)
        .compose(
            admin ->
                createMissing(admin, newTopics)
                    .compose(
                        refused ->
                            awaitLeaders(admin, topics, System.nanoTime())
                                .recover(cause -> Future.failedFuture(why(topics, refused, cause))))
                    .eventually(() -> close(admin)))
        .recover(
            cause ->
                Future.failedFuture(
                    new KafkaException(
                        "Cannot create topics at %s (KAFKA_HOST, KAFKA_PORT): %s"
                            .formatted(settings.bootstrapServers(), cause.getMessage()),
                        cause)));
  }

  /** Removes those of the topics that exist, with every event in them. */
  public Future<Void> delete(Collection<String> topics) {
    return vertx
        .executeBlocking(() -> Admin.create(properties()), false)
        .compose(admin -> deleteExisting(admin, topics).eventually(() -> close(admin)))
        .recover(
            cause ->
                Future.failedFuture(
                    new KafkaException(
                        "Cannot delete topics at %s (KAFKA_HOST, KAFKA_PORT): %s"
                            .formatted(settings.bootstrapServers(), cause.getMessage()),
                        cause)));
  }

  private static Future<Void> deleteExisting(Admin admin, Collection<String> topics) {
    var results = admin.deleteTopics(topics).topicNameValues().values();
    return Future.join(
            results.stream()
                .map(
                    result ->
                        future(result)
                            .recover(
                                cause ->
                                    cause instanceof UnknownTopicOrPartitionException
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(cause)))
                .toList())
        .mapEmpty();
  }

  // The topics that brokers do not let the module make. A module that only reads needs no such
  // right as long as they exist.
  private static Future<Set<String>> createMissing(Admin admin, List<NewTopic> topics) {
    Set<String> refused = ConcurrentHashMap.newKeySet();
    var results = admin.createTopics(topics).values();
    return Future.join(
            results.entrySet().stream()
                .map(entry -> tolerant(entry.getKey(), entry.getValue(), refused))
                .toList())
        .map(done -> refused);
  }

  private static Future<Void> tolerant(
      String topic, KafkaFuture<Void> created, Set<String> refused) {
    return future(created)
        .recover(
            cause -> {
              if (cause instanceof TopicAuthorizationException
                  || cause instanceof ClusterAuthorizationException) {
                refused.add(topic);
                return Future.succeededFuture();
              }
              return cause instanceof TopicExistsException
                  ? Future.succeededFuture()
                  : Future.failedFuture(cause);
            });
  }

  private static Throwable why(List<String> topics, Set<String> refused, Throwable cause) {
    if (cause instanceof TopicAuthorizationException) {
      return new KafkaException(
          "brokers do not let this module's user use all of %s; grant it what docs/deployment.md lists"
              .formatted(new TreeSet<>(topics)),
          cause);
    }
    return refused.isEmpty()
        ? cause
        : new KafkaException(
            "brokers do not let this module's user create %s, and not all of them exist; enable the publishing module first, or grant CREATE"
                .formatted(new TreeSet<>(refused)),
            cause);
  }

  private NewTopic newTopic(String topic) {
    Map<String, String> configs = new HashMap<>();
    configs.put(
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(Duration.ofHours(settings.retentionHours()).toMillis()));
    configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(settings.maxRequestSize()));
    if (settings.replicationFactor() >= COPIES_FOR_QUORUM) {
      configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return new NewTopic(topic, settings.partitions(), (short) settings.replicationFactor())
        .configs(configs);
  }

  private Future<Void> awaitLeaders(Admin admin, Collection<String> topics, long begun) {
    return future(admin.describeTopics(topics).allTopicNames())
        .compose(descriptions -> future(admin.listOffsets(latest(descriptions)).all()))
        .<Void>mapEmpty()
        .recover(
            cause ->
                cause instanceof RetriableException
                        && System.nanoTime() - begun < LONGEST_LOOK.toNanos()
                    ? vertx
                        .timer(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
                        .compose(again -> awaitLeaders(admin, topics, begun))
                    : Future.failedFuture(cause));
  }

  private static Map<TopicPartition, OffsetSpec> latest(
      Map<String, TopicDescription> descriptions) {
    return descriptions.values().stream()
        .flatMap(TopicCreation::partitions)
        .collect(Collectors.toMap(partition -> partition, any -> OffsetSpec.latest()));
  }

  private static Stream<TopicPartition> partitions(TopicDescription topic) {
    return IntStream.range(0, topic.partitions().size())
        .mapToObj(number -> new TopicPartition(topic.name(), number));
  }

  private Future<Void> close(Admin admin) {
    return vertx.executeBlocking(
        () -> {
          admin.close(Duration.ofMillis(REQUEST_TIMEOUT));
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
    Map<String, Object> properties = settings.clientProperties();
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_TIMEOUT);
    return properties;
  }
}
