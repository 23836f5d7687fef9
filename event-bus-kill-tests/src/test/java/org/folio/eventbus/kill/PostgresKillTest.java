/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** PostgreSQL dies under load and restarts. */
@Tag("kill")
class PostgresKillTest {

  private static final int KILLS = 3;
  private static final Duration OUTAGE = Duration.ofSeconds(3);

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
    scene.consumer("first").start();
    scene.consumer("second").start();
    producer.load(Loads.PAUSE);
    scene.awaitProgress(200);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void killedUnderLoad() {
    for (int i = 0; i < KILLS; i++) {
      servers.postgres().kill();
      servers.postgres().start();
      goOn();
    }
    end();
  }

  @Test
  void awayForSomeSecondsUnderLoad() {
    servers.postgres().stop();
    Scene.passTime(OUTAGE);
    servers.postgres().start();
    goOn();
    end();
  }

  private void goOn() {
    scene.countFault();
    scene.awaitProgress(200);
    scene.verifyCommittedOffsets();
  }

  private void end() {
    producer.rest();
    scene.verify();
  }
}
