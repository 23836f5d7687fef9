/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.folio.eventbus.base.log.LogCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Consumers join and leave all the time, and consumers take over each other's name. */
@Tag("kill")
@Tag("rare")
class MembershipKillTest {

  private static final int CHANGES = 30;
  private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(1);

  private static Servers servers;

  private final long seed = System.nanoTime();
  private int leaves;

  @BeforeAll
  static void startServers() {
    servers = Servers.start();
  }

  @AfterAll
  static void closeServers() {
    servers.close();
  }

  @Test
  void membersThatComeAndGoEverySecondUnderLoad() {
    System.out.printf("kill: seed of membership %d%n", seed);
    Random random = new Random(seed);
    try (Scene scene = servers.scene("membership")) {
      ProducerProcess producer = scene.producer("producer");
      List<ConsumerProcess> members =
          Stream.of("first", "second", "third", "fourth").map(scene::consumer).toList();
      producer.start();
      members.forEach(BusProcess::launch);
      members.forEach(BusProcess::awaitReady);
      producer.load(Loads.PAUSE);
      scene.awaitProgress(200);
      for (int i = 0; i < CHANGES; i++) {
        Scene.passTime(BETWEEN_CHANGES);
        change(scene, members.get(random.nextInt(members.size())));
      }
      scene.verifyCommittedOffsets();
      members.stream().filter(member -> !member.running()).forEach(BusProcess::launch);
      scene.awaitProgress(200);
      producer.rest();
      scene.verify();
    }
  }

  /** Kafka fences the older of two members with the same EVENT_INSTANCE_ID. */
  @Test
  void memberWhoseNameAnotherProcessTakesReadsOnWhenThatOneIsKilled() {
    try (Scene scene = servers.scene("twins")) {
      ProducerProcess producer = scene.producer("producer");
      ConsumerProcess first = scene.namedConsumer("first", "same");
      ConsumerProcess second = scene.namedConsumer("second", "same");
      producer.start();
      first.start();
      producer.load(Loads.PAUSE);
      scene.awaitProgress(100);
      second.start();
      first.awaitLogged(LogCode.INSTANCE_NOT_ALONE);
      second.kill();
      scene.countFault();
      scene.awaitProgress(200);
      producer.rest();
      scene.verify();
    }
  }

  /** Half of the leaving members are killed; the other half stop in order. */
  private void change(Scene scene, ConsumerProcess member) {
    if (!member.running()) {
      member.launch();
    } else if (leaves++ % 2 == 0) {
      member.kill();
      scene.countFault();
    } else {
      member.beginStop();
    }
  }
}
