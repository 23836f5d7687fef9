/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A consumer dies while it parks events, and while it releases them. */
@Tag("kill")
class ParkingKillTest {

  private static final int TRANSACTIONS = 20;
  private static final String POISONED = Writer.key(1);
  private static final int POISON = 3;

  // More than a release applies in one transaction.
  private static final int EVENTS = 250;

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
    scene = servers.scene(test.getTestMethod().orElseThrow().getName());
    producer = scene.producer("producer");
    consumer = scene.namedConsumer("consumer");
    scene
        .tables()
        .execute(
            "ALTER TABLE {reader}.ledger ADD CONSTRAINT refused CHECK (key <> '%s' OR sequence <> %d)"
                .formatted(POISONED, POISON));
    producer.start();
    consumer.start();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void killedWhileItParks() {
    try (HeldLock parked = HeldLock.table(scene.tables(), "{reader}.event_parked")) {
      producer.writeKey(POISONED, 10);
      producer.write(TRANSACTIONS);
      parked.awaitWaiter();
      kill();
    }
    assertThat(parked()).as("what a dead process parked").isZero();
    scene.verifyCommittedOffsets();

    consumer.start();
    producer.writeKey(POISONED, 10);
    producer.write(TRANSACTIONS);
    scene.verifyWhileParked();
    assertThat(parked()).isPositive();

    mend();
    consumer.release(POISONED);
    scene.verify();
  }

  @Test
  void killedWithinTheFirstStepOfARelease() {
    park();
    long before = scene.applied();
    try (HeldLock operations = HeldLock.table(scene.tables(), "{reader}.event_operation_log")) {
      consumer.beginRelease(POISONED);
      operations.awaitWaiter();
      kill();
    }
    assertThat(scene.applied()).as("effects of a dead process").isEqualTo(before);

    releaseAgain();
  }

  @Test
  void killedBetweenTheStepsOfARelease() {
    park();
    long before = scene.applied();
    try (HeldLock last =
        HeldLock.rows(
            scene.tables(),
            "SELECT position FROM {reader}.event_parked WHERE key = '%s' AND sequence = %d"
                .formatted(POISONED, EVENTS - 20))) {
      consumer.beginRelease(POISONED);
      last.awaitWaiter();
      kill();
    }
    assertThat(scene.applied()).as("the steps before").isGreaterThan(before);
    assertThat(parked()).as("the steps after").isPositive();

    releaseAgain();
  }

  private void park() {
    producer.writeKey(POISONED, EVENTS);
    producer.write(TRANSACTIONS);
    scene.verifyWhileParked();
    mend();
  }

  private void releaseAgain() {
    consumer.start();
    producer.writeKey(POISONED, 10);
    scene.verifyWhileParked();
    assertThat(consumer.release(POISONED)).endsWith(" 0 remaining");
    producer.writeKey(POISONED, 10);
    scene.verify();
  }

  private void mend() {
    scene.tables().execute("ALTER TABLE {reader}.ledger DROP CONSTRAINT refused");
  }

  private long parked() {
    return scene.tables().count("{reader}.event_parked");
  }

  private void kill() {
    consumer.kill();
    scene.countFault();
  }
}
