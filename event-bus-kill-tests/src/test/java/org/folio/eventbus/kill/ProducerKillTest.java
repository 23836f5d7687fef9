/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import static org.assertj.core.api.Assertions.assertThat;

import org.folio.eventbus.testing.Direction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A producer dies at each step between its commit and its journal. */
@Tag("kill")
class ProducerKillTest {

  private static final int TRANSACTIONS = 20;
  private static final int ROUND = 50;

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
    servers.producerLines().restore();
    scene = servers.scene(test.getTestMethod().orElseThrow().getName());
    producer = scene.producer("producer");
    producer.start();
    scene.consumer("consumer").start();
    producer.write(TRANSACTIONS);
    scene.verify();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void killedAfterCommitAndBeforeRelay() {
    servers.producerLines().kafka().refuse();
    servers.producerLines().kafka().cut();
    long before = scene.committed();
    producer.write(TRANSACTIONS);
    kill();
    assertThat(scene.inOutbox()).isEqualTo(scene.committed() - before);
    assertThat(scene.topic()).as("nothing was relayed").hasSize((int) before);

    servers.producerLines().kafka().accept();
    producer.start();
    assertThat(scene.verify().sentAgain()).isZero();
  }

  @Test
  void killedAfterSendAndBeforeAcknowledgement() {
    servers.producerLines().kafka().pause(Direction.TO_CLIENT);
    long before = scene.committed();
    writeRound();
    // The number of records varies: without answers the client sends five requests, and the first
    // one contains only the records that exist at that moment.
    scene.awaitThat("records are on the topic", () -> scene.topic().size() > before);
    kill();
    assertThat(scene.inOutbox()).isEqualTo(scene.committed() - before);
    long unacknowledged = scene.topic().size() - before;

    servers.producerLines().restore();
    producer.start();
    assertThat(scene.verify().sentAgain()).isPositive().isGreaterThanOrEqualTo(unacknowledged);
  }

  @Test
  void killedAfterAcknowledgementAndBeforeJournal() {
    try (HeldLock journal = HeldLock.table(scene.tables(), "{writer}.event_journal")) {
      writeRound();
      journal.awaitWaiter();
      kill();
      journal.endWaiters();
    }
    producer.start();
    assertThat(scene.verify().sentAgain()).isGreaterThanOrEqualTo(ROUND);
  }

  // The first transaction makes up one round of the relay; the others commit while this round is in
  // flight.
  private void writeRound() {
    producer.writeKey(Writer.key(0), ROUND);
    producer.write(TRANSACTIONS);
  }

  private void kill() {
    producer.kill();
    scene.countFault();
  }
}
