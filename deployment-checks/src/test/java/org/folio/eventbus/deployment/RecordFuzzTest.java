/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever the topics contain, a publishing and a subscribing module keep working: they finish each
 * record, nothing stands still, and valid events are applied. {@code -Dfuzz.seed=} repeats the
 * records of a run; {@code -Dfuzz.seconds=} sets its duration.
 */
@Tag("long")
@WithEventBusServers
class RecordFuzzTest {

  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final Duration LASTS = Duration.ofSeconds(Long.getLong("fuzz.seconds", 20));
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int PARTITIONS = 2;

  // A subscription that refuses more than half of a tenant's events stops parking them.
  private static final int EVENTS_PER_RECORD = 2;

  private final KafkaBroker kafka;
  private final Map<String, String> environment;

  RecordFuzzTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.environment = FolioEnvironment.of(kafka, postgres.newDatabase());
    environment.put("EVENT_TOPIC_PARTITIONS", Integer.toString(PARTITIONS));
  }

  @Test
  void nothingThatIsWrittenStopsTheModules() throws Exception {
    System.out.printf("fuzz: -Dfuzz.seed=%d%n", SEED);
    try (ModuleInstance publisher = start(Deployable.CIRCULATION);
        ModuleInstance subscriber = start(Deployable.PATRON_BLOCKS)) {
      String topic = environment.get("ENV") + ".diku.circulation.loan-events";
      String requests = environment.get("ENV") + ".event-bus.republish-requests";
      int sent = send(new FuzzedRecords(SEED, topic, requests, PARTITIONS));
      System.out.printf("fuzz: %d records%n", sent);

      awaitRead(environment.get("ENV") + ".mod-patron-blocks-adapter.patron-summary", topic);
      awaitRead(environment.get("ENV") + ".mod-circulation-adapter.republish", requests);
      for (ModuleInstance module : new ModuleInstance[] {publisher, subscriber}) {
        assertThat(module.tenants().get("diku", "/admin/ready").body())
            .contains("\"reasons\":[]")
            .doesNotContain("has not moved");
        assertThat(module.said())
            .noneMatch(line -> line.contains("CEB-1601") || line.contains("CEB-1603"))
            .allSatisfy(line -> assertThat(line).doesNotContain("\u001b"));
      }
    }
  }

  private ModuleInstance start(Deployable deployable) {
    ModuleInstance module =
        new ModuleInstance(
            deployable,
            environment,
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlog4j.configurationFile=log4j2.properties");
    module.awaitReady().tenants().enable("diku", deployable.id());
    return module;
  }

  private int send(FuzzedRecords records) {
    int sent = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (long end = System.nanoTime() + LASTS.toNanos(); System.nanoTime() < end; sent++) {
        for (int i = 0; i < EVENTS_PER_RECORD; i++) {
          producer.send(records.event());
        }
        producer.send(records.next());
        // Limits the rate to what a module on a busy machine can process.
        producer.flush();
      }
    }
    return sent;
  }

  // Every committed record is finished, and an unfinished record blocks the offsets after it.
  private void awaitRead(String group, String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                var committed =
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
                var ends =
                    admin
                        .listOffsets(
                            committed.keySet().stream()
                                .filter(one -> one.topic().equals(topic))
                                .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())))
                        .all()
                        .get();
                assertThat(ends).isNotEmpty();
                for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end :
                    ends.entrySet()) {
                  assertThat(committed.get(end.getKey()).offset())
                      .as("%s of %s", end.getKey(), group)
                      .isEqualTo(end.getValue().offset());
                }
              });
    }
  }
}
