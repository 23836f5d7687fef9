/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.benchmark.measure.Metric;

/**
 * Sends rounds of records as the relay does, with the plain producer and with the Vert.x Kafka
 * client.
 */
final class ProducersScenario implements Scenario {

  // The relay's size of a round.
  private static final int ROUND = 1_000;
  private static final Map<String, Object> PROPERTIES =
      Map.of(
          ProducerConfig.ACKS_CONFIG,
          "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          true,
          ProducerConfig.LINGER_MS_CONFIG,
          1,
          ProducerConfig.BATCH_SIZE_CONFIG,
          256 * 1024);

  private static final int PAYLOAD_BYTES = 500;
  private static final double NANOS = 1e9;

  @Override
  public String name() {
    return "producers";
  }

  @Override
  public void play(Stage stage, int round) {
    Vertx vertx = Vertx.vertx();
    try {
      run(stage, round, "plain producer", producer -> message -> plain(producer, message));
      run(
          stage,
          round,
          "Vert.x Kafka client",
          producer -> {
            var client = io.vertx.kafka.client.producer.KafkaProducer.create(vertx, producer);
            return message ->
                client
                    .send(
                        KafkaProducerRecord.create(message.topic(), message.key(), message.value()))
                    .mapEmpty();
          });
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static Future<Void> plain(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message) {
    Promise<Void> sent = Promise.promise();
    producer.send(
        message,
        (metadata, failure) -> {
          if (failure == null) {
            sent.complete();
          } else {
            sent.fail(failure);
          }
        });
    return sent.future();
  }

  private void run(
      Stage stage,
      int round,
      String title,
      Function<Producer<byte[], byte[]>, Function<ProducerRecord<byte[], byte[]>, Future<Void>>>
          client) {
    Sizes sizes = stage.sizes();
    String topic = stage.servers().kafka().uniqueEnvironment() + ".records";
    stage.servers().kafka().createTopic(topic, sizes.partitions());
    Map<String, Object> properties = new HashMap<>(PROPERTIES);
    properties.put(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stage.servers().kafka().bootstrapServers());
    byte[] payload = new byte[PAYLOAD_BYTES];
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      var send = client.apply(producer);
      long begin = System.nanoTime();
      for (int sent = 0; sent < sizes.events(); sent += ROUND) {
        List<Future<Void>> all = new ArrayList<>(ROUND);
        for (int i = 0; i < ROUND; i++) {
          byte[] key = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
          all.add(send.apply(new ProducerRecord<>(topic, key, payload)));
        }
        await(Future.all(all));
      }
      double rate = sizes.events() * NANOS / (System.nanoTime() - begin);
      stage.measured(name(), title, Metric.RATE, round, rate);
      stage.say("%s, round %d, %s: %,.0f records/s", name(), round, title, rate);
    }
  }

  private static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new IllegalStateException("Kafka has refused records", e.getCause());
    }
  }
}
