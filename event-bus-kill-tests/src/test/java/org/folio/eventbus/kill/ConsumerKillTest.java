/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.folio.eventbus.testing.Direction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A consumer dies around its two commits: the one in PostgreSQL and the one of its offsets. */
@Tag("kill")
class ConsumerKillTest {

  private static final int TRANSACTIONS = 30;

  private static Servers servers;

  private Scene scene;
  private ProducerProcess producer;
  private ConsumerProcess consumer;

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
    servers.consumerLines().restore();
    scene = servers.scene(test.getTestMethod().orElseThrow().getName());
    producer = scene.producer("producer");
    consumer = scene.namedConsumer("consumer");
    producer.start();
    consumer.start();
    producer.write(TRANSACTIONS);
    scene.verify();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void killedWithinTheHandler() {
    long before = scene.applied();
    try (HeldLock ledger = HeldLock.table(scene.tables(), "{reader}.ledger")) {
      producer.write(TRANSACTIONS);
      ledger.awaitWaiter();
      kill();
    }
    assertThat(scene.applied()).as("effects of a dead process").isEqualTo(before);
    scene.verifyCommittedOffsets();

    consumer.start();
    scene.verify();
  }

  /** The effects are committed, but the group has not received the offsets. */
  @Test
  void killedAfterCommitOfTheHandlerAndBeforeCommitOfTheOffsets() {
    long before = scene.applied();
    Map<Integer, Long> offsets;
    try (HeldLock ledger = HeldLock.table(scene.tables(), "{reader}.ledger")) {
      producer.write(TRANSACTIONS);
      ledger.awaitWaiter();
      servers.consumerLines().kafka().pause(Direction.TO_SERVER);
      offsets = scene.group().committedOffsets();
    }
    scene.awaitThat("effects are committed", () -> scene.applied() > before);
    kill();
    servers.consumerLines().restore();
    assertThat(scene.group().committedOffsets()).isEqualTo(offsets);
    scene.verifyCommittedOffsets();

    consumer.start();
    scene.awaitThat(
        "events are read again and recognised",
        () -> scene.tables().count("{reader}.event_receipt WHERE outcome = 'DUPLICATE'") > 0);
    scene.verify();
  }

  private void kill() {
    consumer.kill();
    scene.countFault();
  }
}
