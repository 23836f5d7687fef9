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

/** A relay freezes, loses its lanes to another instance, and resumes. */
@Tag("kill")
class RelayTakeoverTest {

  private static final int TRANSACTIONS = 30;
  private static final int ROUND = 50;

  private static final String RELAY_SESSIONS =
      """
      SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE locktype = 'advisory' AND granted AND datname = current_database()
      """;

  private static Servers servers;

  private Scene scene;
  private ProducerProcess paused;
  private ProducerProcess other;

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
    paused = scene.producer("paused");
    paused.start();
    paused.write(TRANSACTIONS);
    scene.consumer("consumer").start();
    scene.verify();
    other = scene.directProducer("other");
    other.start();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** It has sent a round and has not received the acknowledgements. */
  @Test
  void pausedWhileItWaitsForAcknowledgements() {
    servers.producerLines().kafka().pause(Direction.TO_CLIENT);
    writeRounds();
    scene.awaitThat("records are on the topic", () -> scene.topic().size() >= ROUND);
    takeOver();
    servers.producerLines().kafka().resume();
    paused.thaw();
    goOnTogether();
  }

  /** It has sent a round; the requests reach the broker late. */
  @Test
  void pausedWhileItsRequestsAreOnTheirWay() {
    servers.producerLines().kafka().pause(Direction.TO_SERVER);
    writeRounds();
    takeOver();
    servers.producerLines().kafka().resume();
    paused.thaw();
    goOnTogether();
  }

  /**
   * It is about to write acknowledged events to the journal; the other instance does so meanwhile.
   */
  @Test
  void pausedBeforeItsJournal() {
    try (HeldLock journal = HeldLock.table(scene.tables(), "{writer}.event_journal")) {
      writeRounds();
      journal.awaitWaiter();
      paused.freeze();
      journal.endWaiters();
      cutOffSession();
    }
    scene.awaitThat("the other instance relays", () -> scene.inOutbox() == 0);
    paused.thaw();
    goOnTogether();
  }

  /** Nothing ends its session; only its lease expires. */
  @Test
  void pausedForLongerThanItsLease() {
    paused.freeze();
    scene.countFault();
    writeRounds();
    scene.awaitThat("the other instance relays", () -> scene.inOutbox() == 0);
    paused.thaw();
    paused.write(TRANSACTIONS);
    other.write(TRANSACTIONS);
    scene.verify();
  }

  /** It freezes at arbitrary moments. */
  @Test
  void pausedAgainAndAgainUnderLoad() {
    other.load(Loads.PAUSE);
    for (int i = 0; i < 5; i++) {
      scene.awaitProgress(50);
      paused.freeze();
      cutOffSession();
      scene.awaitProgress(100);
      paused.thaw();
    }
    other.rest();
    scene.verify();
  }

  private void writeRounds() {
    other.writeKey(Writer.key(0), ROUND);
    other.write(TRANSACTIONS);
  }

  private void takeOver() {
    paused.freeze();
    cutOffSession();
    scene.awaitThat("the other instance relays", () -> scene.inOutbox() == 0);
    other.write(TRANSACTIONS);
  }

  private void cutOffSession() {
    scene.tables().query(RELAY_SESSIONS, row -> true);
    scene.countFault();
  }

  private void goOnTogether() {
    paused.write(TRANSACTIONS);
    other.write(TRANSACTIONS);
    assertThat(scene.verify().sentAgain()).isGreaterThanOrEqualTo(ROUND);
  }
}
