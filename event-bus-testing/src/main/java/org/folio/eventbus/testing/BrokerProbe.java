/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;

/** A client that checks whether a broker is ready. */
final class BrokerProbe implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
  private static final String TOPIC = "readiness-probe";

  private final String bootstrapServers;
  private final Admin admin;

  BrokerProbe(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin =
        Admin.create(
            Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000,
                CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 20));
  }

  /** Waits until the broker serves all its topics and accepts a record. */
  void awaitReady(BooleanSupplier alive) {
    Deadline deadline = Deadline.in(LIMIT);
    until(deadline, alive, "has registered", this::hasNode);
    until(deadline, alive, "serves its topics", () -> serves(topicNames()));
    until(deadline, alive, "creates a topic", this::createProbeTopic);
    until(deadline, alive, "serves a new topic", () -> serves(Set.of(TOPIC)));
    until(deadline, alive, "takes a record", this::produce);
    until(deadline, alive, "deletes a topic", this::deleteProbeTopic);
  }

  void createTopic(String name, int partitions) {
    get(admin.createTopics(Set.of(new NewTopic(name, partitions, (short) 1))).all());
    until(Deadline.in(LIMIT), () -> true, "serves topic " + name, () -> serves(Set.of(name)));
  }

  /** Whether each partition has all of its replicas in sync. */
  boolean inSync() {
    return get(admin.describeTopics(topicNames()).allTopicNames()).values().stream()
        .flatMap(topic -> topic.partitions().stream())
        .allMatch(partition -> partition.isr().size() == partition.replicas().size());
  }

  private boolean hasNode() {
    return !get(admin.describeCluster().nodes()).isEmpty();
  }

  private Set<String> topicNames() {
    return get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
  }

  private boolean serves(Collection<String> topics) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (TopicDescription topic : get(admin.describeTopics(topics).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(
              partition ->
                  latest.put(
                      new TopicPartition(topic.name(), partition.partition()),
                      OffsetSpec.latest()));
    }
    return get(admin.listOffsets(latest).all()).size() == latest.size();
  }

  private boolean createProbeTopic() {
    try {
      get(admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all());
    } catch (Unanswered e) {
      // Left by a broker that was killed during its own start.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    return true;
  }

  private boolean deleteProbeTopic() {
    if (!topicNames().contains(TOPIC)) {
      return true;
    }
    get(admin.deleteTopics(Set.of(TOPIC)).all());
    return false;
  }

  private boolean produce() {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            REQUEST_LIMIT.toMillis(),
            // Closing the producer waits for undelivered records.
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            9_000);
    StringSerializer text = new StringSerializer();
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings, text, text)) {
      producer
          .send(new ProducerRecord<>(TOPIC, "ready"))
          .get(REQUEST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      throw new Unanswered(Objects.requireNonNull(e.getCause()));
    } catch (TimeoutException e) {
      throw new Unanswered(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unanswered(e);
    }
  }

  private void until(
      Deadline deadline, BooleanSupplier alive, String state, BooleanSupplier reached) {
    RuntimeException last = null;
    while (alive.getAsBoolean() && !deadline.passed()) {
      try {
        if (reached.getAsBoolean()) {
          return;
        }
      } catch (Unanswered e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        last = e;
      }
      deadline.pause();
    }
    throw new IllegalStateException(
        "No sign that the broker at %s %s: %s"
            .formatted(
                bootstrapServers,
                state,
                deadline.passed() ? LIMIT.toSeconds() + " s have passed" : "it has ended"),
        last);
  }

  private <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get(REQUEST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new Unanswered(Objects.requireNonNull(e.getCause()));
    } catch (TimeoutException e) {
      throw new Unanswered(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unanswered(e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private static final class Unanswered extends IllegalStateException {
    Unanswered(Throwable cause) {
      super("The broker did not do what it was asked: " + cause, cause);
    }
  }
}
