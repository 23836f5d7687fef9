/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.EmbeddedPostgresServer;
import org.folio.eventbus.testing.ForkedKafka;
import org.folio.eventbus.testing.ForkedKafkaCluster;
import org.folio.eventbus.testing.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Brokers die under load. The cluster has three brokers and three replicas of each topic. */
@Tag("kill")
class ClusterKillTest {

  private static PostgresServer postgres;
  private static ForkedKafkaCluster kafka;

  private Scene scene;
  private ProducerProcess producer;

  @BeforeAll
  static void startServers() {
    postgres = EmbeddedPostgresServer.builder().start();
    kafka = ForkedKafkaCluster.start();
  }

  @AfterAll
  static void closeServers() {
    kafka.close();
    postgres.close();
  }

  @BeforeEach
  void start(TestInfo test) {
    DatabaseCoordinates database = postgres.newDatabase();
    Scene.Address address = new Scene.Address(kafka.bootstrapServers(), postgres.port());
    scene =
        new Scene(
            test.getTestMethod().orElseThrow().getName(),
            database,
            kafka.bootstrapServers(),
            ForkedKafkaCluster.NODES,
            address,
            address);
    producer = scene.producer("producer");
    producer.start();
    scene.consumer("consumer").start();
    producer.load(Loads.PAUSE);
    scene.awaitProgress(200);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /**
   * Two brokers keep serving while one is down; each of them is leader, follower and coordinator
   * once.
   */
  @Test
  void eachBrokerKilledInTurn() {
    for (ForkedKafka node : kafka.nodes()) {
      kill(node);
      scene.awaitProgress(200);
      node.start();
      scene.awaitThat("all replicas are in sync", kafka::inSync);
    }
    end();
  }

  /** The last broker must not acknowledge alone; publishing continues. */
  @Test
  void twoBrokersKilledAtOnce() {
    kill(kafka.nodes().get(0));
    kill(kafka.nodes().get(1));
    long before = scene.committed();
    scene.awaitThat("publishing goes on", () -> scene.committed() > before + 200);
    kafka.nodes().get(0).start();
    kafka.nodes().get(1).start();
    scene.awaitProgress(400);
    scene.awaitThat("all replicas are in sync", kafka::inSync);
    end();
  }

  private void kill(ForkedKafka node) {
    node.kill();
    scene.countFault();
  }

  private void end() {
    scene.verifyCommittedOffsets();
    producer.rest();
    scene.verify();
  }
}
