/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.folio.eventbus.SubscriptionPolicy;
import org.folio.eventbus.base.log.LogCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A consumer dies or freezes while its partitions move to another one. */
@Tag("kill")
class RebalanceKillTest {

  private static final int TRANSACTIONS = 60;

  // Longer than any statement takes on a machine under load.
  private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(15);

  private static Servers servers;

  private Scene scene;
  private ProducerProcess producer;
  private ConsumerProcess first;
  private ConsumerProcess second;
  private List<String> gated;

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
    first = scene.consumer("first");
    second = scene.consumer("second");
    producer.start();
    first.start();
    producer.write(TRANSACTIONS);
    scene.verify();
    gated = keysOfSomePartitions();
    gated.forEach(
        key -> scene.tables().execute("INSERT INTO {reader}.gate VALUES ('" + key + "')"));
  }

  // As many keys as batches run at once, each on another partition. Whichever partitions move to
  // the new member, one of them has a batch that does not end.
  private List<String> keysOfSomePartitions() {
    Map<Integer, String> keys = new TreeMap<>();
    scene.topic().forEach(found -> keys.put(found.partition(), found.event().key()));
    return keys.values().stream().limit(SubscriptionPolicy.DEFAULT.concurrentBatches()).toList();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void killedWhileItDrainsForTheNewMember() {
    long before = scene.applied();
    try (HeldLock gates = shutGates()) {
      gated.forEach(key -> producer.writeKey(key, 5));
      gates.awaitWaiters(gated.size());
      second.start();
      awaitDraining();
      first.kill();
      scene.countFault();
    }
    assertThat(scene.applied()).as("effects of a dead process").isEqualTo(before);
    scene.verifyCommittedOffsets();
    scene.verify();
  }

  /**
   * By its fixed name the member gets its assignment back without a rebalance. The assignment of
   * that moment lacks the partitions that it was revoking. Without a correction no member reads
   * these until another member joins or leaves.
   */
  @Test
  void ofAFixedNameKilledWhileItDrainsAndStartedAgainAtOnce() {
    first.kill();
    ConsumerProcess named = scene.namedConsumer("named");
    named.start();
    scene.awaitThat("it owns everything", () -> scene.group().shares().equals(List.of(4)));
    try (HeldLock gates = shutGates()) {
      gated.forEach(key -> producer.writeKey(key, 5));
      gates.awaitWaiters(gated.size());
      second.start();
      awaitDraining();
      named.kill();
      scene.countFault();
      named.start();
    }
    scene.verify();
    awaitBoth();
  }

  /** The new owner waits for the cursors of the batch that did not end in time. */
  @Tag("rare")
  @Test
  void stuckInItsHandlerForLongerThanTheRevokeLimit() {
    try (HeldLock gates = shutGates()) {
      gated.forEach(key -> producer.writeKey(key, 5));
      gates.awaitWaiters(gated.size());
      second.start();
      awaitDraining();
      first.awaitLogged(LogCode.REVOKE_OVERDUE);
      awaitBoth();
      scene.countFault();
      scene.verifyCommittedOffsets();
    }
    producer.write(TRANSACTIONS);
    scene.verify();
  }

  /** The member resumes as a zombie, with batches in memory and possibly an open transaction. */
  @Tag("rare")
  @Test
  void frozenUnderLoadForLongerThanItsSession() {
    second.start();
    awaitBoth();
    producer.load(Loads.PAUSE);
    scene.awaitProgress(100);
    first.freeze();
    scene.countFault();
    scene.awaitThat(
        "the other one owns everything", () -> scene.group().shares().equals(List.of(4)));
    scene.awaitProgress(200);
    scene.verifyCommittedOffsets();
    first.thaw();
    awaitBoth();
    scene.awaitProgress(200);
    producer.rest();
    scene.verify();
  }

  /** The transaction of the frozen member holds cursors that the new owner needs. */
  @Tag("rare")
  @Test
  void frozenWithinItsHandlerForLongerThanItsSession() {
    second.start();
    awaitBoth();
    try (HeldLock gates = shutGates()) {
      gated.forEach(key -> producer.writeKey(key, 5));
      gates.awaitWaiters(gated.size());
      first.freeze();
      scene.countFault();
    }
    scene.awaitThat(
        "the other one owns everything", () -> scene.group().shares().equals(List.of(4)));
    scene.verifyCommittedOffsets();
    first.thaw();
    producer.write(TRANSACTIONS);
    scene.verify();
  }

  /**
   * PostgreSQL ends the idle transaction, so the new owner does not wait until the member resumes.
   */
  @Test
  void frozenWithinItsHandlerForLongerThanAQueryMayTake() {
    first.kill();
    ConsumerProcess third = scene.impatientConsumer("third", QUERY_TIMEOUT);
    third.start();
    scene.awaitThat("it owns everything", () -> scene.group().shares().equals(List.of(4)));
    try (HeldLock gates = shutGates()) {
      gated.forEach(key -> producer.writeKey(key, 5));
      gates.awaitWaiters(gated.size());
      third.freeze();
      scene.countFault();
    }
    second.start();
    producer.write(TRANSACTIONS);
    scene.verify();
    third.thaw();
    producer.write(TRANSACTIONS);
    scene.verify();
  }

  private HeldLock shutGates() {
    return HeldLock.rows(scene.tables(), "SELECT key FROM {reader}.gate");
  }

  private void awaitBoth() {
    scene.awaitThat("both have partitions", () -> scene.group().shares().equals(List.of(2, 2)));
  }

  // The old owner is revoking partitions, and the new owner does not have them yet.
  private void awaitDraining() {
    scene.awaitThat(
        "partitions are between their owners",
        () -> {
          List<Integer> shares = scene.group().shares();
          return shares.size() == 2 && shares.get(0) == 0 && shares.get(1) < 4;
        });
  }
}
