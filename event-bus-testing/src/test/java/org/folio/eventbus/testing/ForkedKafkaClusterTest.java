/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class ForkedKafkaClusterTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void servesWithoutOneNodeAndTakesItBack() throws Exception {
    try (ForkedKafkaCluster cluster = ForkedKafkaCluster.start()) {
      String address = cluster.bootstrapServers();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
        admin.createTopics(Set.of(new NewTopic("loans", 1, (short) 3))).all().get();
      }
      await().atMost(LIMIT).ignoreExceptions().until(cluster::inSync);
      Records.produce(address, "loans", List.of("a"));

      ForkedKafka first = cluster.nodes().get(0);
      first.kill();
      Records.produce(address, "loans", List.of("b"));
      assertThat(Records.readAll(cluster.nodes().get(1), "loans")).containsExactly("a", "b");
      assertThat(cluster.inSync()).isFalse();

      first.start();
      await().atMost(LIMIT).ignoreExceptions().until(cluster::inSync);
      assertThat(Records.readAll(first, "loans")).containsExactly("a", "b");
    }
  }
}
