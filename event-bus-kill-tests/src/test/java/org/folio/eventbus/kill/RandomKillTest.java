/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills any process at any moment. {@code -Dkill.seed=} repeats the choices of a run; {@code
 * -Dkill.points=} sets the number of kills. A build has time for few of them, a night for
 * thousands.
 */
@Tag("kill")
class RandomKillTest {

  private static final int DEFAULT_POINTS = 6;
  private static final int POINTS_BEFORE_COMPARISON = 10;
  private static final int ONE_IN_AT_ONCE = 4;
  private static final int FLOWING = 20;
  private static final int SHORTEST_PAUSE_MILLIS = 100;
  private static final int LONGEST_PAUSE_MILLIS = 700;

  private static Servers servers;

  private final long seed = number("kill.seed", System.nanoTime());
  private final int points = (int) number("kill.points", DEFAULT_POINTS);
  private final Random random = new Random(seed);
  private final List<Victim> victims = new ArrayList<>();
  private Scene scene;
  private ProducerProcess producer;

  private record Victim(String name, Runnable killAndRestart) {}

  @BeforeAll
  static void startServers() {
    servers = Servers.start();
  }

  @AfterAll
  static void closeServers() {
    servers.close();
  }

  @BeforeEach
  void start() {
    System.out.printf("kill: -Dkill.seed=%d -Dkill.points=%d%n", seed, points);
    scene = servers.scene("random");
    producer = scene.producer("producer");
    ProducerProcess relay = scene.directProducer("relay");
    ConsumerProcess named = scene.namedConsumer("named");
    ConsumerProcess nameless = scene.consumer("nameless");
    List.of(producer, relay, named, nameless).forEach(BusProcess::launch);
    List.of(producer, relay, named, nameless).forEach(BusProcess::awaitReady);
    victims.add(new Victim("producer", this::killProducer));
    victims.add(new Victim("relay", () -> killAndRestart(relay)));
    victims.add(new Victim("named consumer", () -> killAndRestart(named)));
    victims.add(new Victim("nameless consumer", () -> killAndRestart(nameless)));
    victims.add(
        new Victim(
            "broker",
            () -> {
              servers.kafka().kill();
              servers.kafka().start();
            }));
    victims.add(
        new Victim(
            "PostgreSQL",
            () -> {
              servers.postgres().kill();
              servers.postgres().start();
            }));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void killedAtRandomMomentsUnderLoad() {
    int done = 0;
    while (done < points) {
      producer.load(Loads.PAUSE);
      scene.awaitProgress(100);
      int last = Math.min(points, done + POINTS_BEFORE_COMPARISON);
      for (; done < last; done++) {
        awaitLoad();
        Scene.passTime(pause());
        strike(victims.get(random.nextInt(victims.size())));
      }
      producer.awaitReady();
      producer.rest();
      scene.verifyCommittedOffsets();
      scene.verify();
    }
  }

  // Usually the load runs; sometimes the last process is still starting.
  private void awaitLoad() {
    if (random.nextInt(ONE_IN_AT_ONCE) > 0) {
      long before = scene.committed();
      scene.awaitThat("the load goes on", () -> scene.committed() >= before + FLOWING);
    }
  }

  private void strike(Victim victim) {
    System.out.printf(
        "kill: point of %s, %d committed, %d applied%n",
        victim.name(), scene.committed(), scene.applied());
    victim.killAndRestart().run();
    scene.countFault();
  }

  private Duration pause() {
    return Duration.ofMillis(
        SHORTEST_PAUSE_MILLIS + random.nextInt(LONGEST_PAUSE_MILLIS - SHORTEST_PAUSE_MILLIS));
  }

  private void killProducer() {
    killAndRestart(producer);
    producer.load(Loads.PAUSE);
  }

  // Does not wait: a kill during a start is a valid kill point.
  private static void killAndRestart(BusProcess process) {
    process.kill();
    process.launch();
  }

  private static long number(String property, long unless) {
    String value = System.getProperty(property, "");
    return value.isBlank() ? unless : Long.parseLong(value);
  }
}
