/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.time.Duration;
import org.folio.eventbus.testing.TcpProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A network line under load stops for some seconds; neither side receives an error. */
@Tag("kill")
@Tag("rare")
class FrozenNetworkTest {

  private static final Duration SHORT = Duration.ofSeconds(4);

  // Longer than a consumer's session, so the group reassigns its partitions.
  private static final Duration LONG = Duration.ofSeconds(14);

  private static Servers servers;

  private Scene scene;
  private ProducerProcess producer;

  @BeforeAll
  static void startServers() {
    servers = Servers.start();
  }

  @AfterAll
  static void closeServers() {
    servers.close();
  }

  @BeforeEach
  void start(TestInfo test) {
    scene = servers.scene(test.getTestMethod().orElseThrow().getName());
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

  @Test
  void betweenProducerAndKafka() {
    freeze(servers.producerLines().kafka(), SHORT);
  }

  @Test
  void betweenProducerAndPostgres() {
    freeze(servers.producerLines().postgres(), SHORT);
  }

  @Test
  void betweenConsumerAndKafka() {
    freeze(servers.consumerLines().kafka(), SHORT);
  }

  @Test
  void betweenConsumerAndKafkaForLongerThanItsSession() {
    freeze(servers.consumerLines().kafka(), LONG);
  }

  @Test
  void betweenConsumerAndPostgres() {
    freeze(servers.consumerLines().postgres(), SHORT);
  }

  /** The connections break instead of resuming. */
  @Test
  void frozenAndThenCutEverywhere() {
    for (Servers.Lines lines :
        new Servers.Lines[] {servers.producerLines(), servers.consumerLines()}) {
      freezeFor(lines.kafka(), SHORT);
      lines.kafka().cut();
      freezeFor(lines.postgres(), SHORT);
      lines.postgres().cut();
    }
    end();
  }

  private void freeze(TcpProxy line, Duration time) {
    freezeFor(line, time);
    end();
  }

  private void freezeFor(TcpProxy line, Duration time) {
    line.pause();
    scene.countFault();
    Scene.passTime(time);
    line.resume();
  }

  private void end() {
    scene.awaitProgress(200);
    scene.verifyCommittedOffsets();
    producer.rest();
    scene.verify();
  }
}
