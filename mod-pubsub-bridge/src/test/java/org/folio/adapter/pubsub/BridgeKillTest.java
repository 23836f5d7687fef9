/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.folio.adapter.pubsub.SubscriberProcess.Call;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.ModuleUnderTest;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Bridge and subscriber as processes, under 100 events a second. {@code -Dkill.seed=} and {@code
 * -Dkill.points=} are those of the other kill tests; {@code -Dkill.away=} is the time in seconds
 * for which the subscriber is away.
 */
@Tag("kill")
@WithEventBusServers
class BridgeKillTest {

  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** What was published in a time is delivered in so many times that time, while more comes. */
  private static final int CATCH_UP = 3;

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int POINTS = 4;
  private static final int FLOWING = 20;
  private static final int LONGEST_PAUSE_MILLIS = 700;

  /** As long as mod-pubsub needed to lose each event of that time. */
  private static final Duration SHORT = Duration.ofSeconds(3);

  /** Longer than the retry budget: what fails then would park, were it the event's fault. */
  private static final long LONG_SECONDS = 12;

  private static final String PUBLISHER = "mod-source-1.0.0";

  private static SubscriberProcess subscriber;
  private static BridgeProcess bridge;
  private static ModuleUnderTest module;

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "kill").toAbsolutePath());
    Path calls = folder.resolve("calls.txt");
    Files.deleteIfExists(calls);
    subscriber = new SubscriberProcess(calls);
    subscriber.start();
    Map<String, String> variables = new HashMap<>(FolioEnvironment.of(kafka, database));
    variables.put("EVENT_TOPIC_PARTITIONS", "2");
    // Gets its place in the group back after a restart.
    variables.put("EVENT_INSTANCE_ID", "bridge");
    variables.put("SYSTEM_USER_CREATE", "false");
    variables.put("OKAPI_URL", subscriber.url());
    bridge = new BridgeProcess(variables, folder.resolve("bridge.log"));
    bridge.launch();
    bridge.awaitListening();
    module = new ModuleUnderTest(bridge.port(), PubSubBridge.MODULE, database);
    module.enableTenant();
    created(RunningBridge.TYPES, RunningBridge.descriptor(CheckOutStream.TYPE).encode());
    created(
        RunningBridge.TYPES + "/declare/publisher",
        RunningBridge.publisher(PUBLISHER, RunningBridge.descriptor(CheckOutStream.TYPE)).encode());
    created(
        RunningBridge.TYPES + "/declare/subscriber",
        """
        {"moduleId": "mod-sink-1.0.0", "subscriptionDefinitions":
          [{"eventType": "%s", "callbackAddress": "%s"}]}
        """
            .formatted(CheckOutStream.TYPE, SubscriberProcess.CALLBACK));
  }

  private static void created(String path, String body) {
    assertThat(module.post(path, body).statusCode()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    bridge.close();
    subscriber.close();
  }

  @Test
  void aSubscriberThatWasAwayGetsEverythingOnceAndInOrder() {
    Duration away = Duration.ofSeconds(number("kill.away", LONG_SECONDS));
    try (CheckOutStream stream = new CheckOutStream(bridge.port(), PUBLISHER)) {
      awaitCalls(stream, LIMIT);
      for (Duration time : List.of(SHORT, away)) {
        subscriber.kill();
        pass(time);
        subscriber.start();
        awaitCalls(stream, LIMIT.plus(time.multipliedBy(CATCH_UP)));
      }
      stream.end();
      verify(stream, "away for %s and %s".formatted(SHORT, away));
    }
  }

  @Test
  void killsOfBridgeAndSubscriberLoseNothing() {
    long seed = number("kill.seed", System.nanoTime());
    long points = number("kill.points", POINTS);
    System.out.printf("kill: -Dkill.seed=%s -Dkill.points=%s%n", seed, points);
    Random random = new Random(seed);
    try (CheckOutStream stream = new CheckOutStream(bridge.port(), PUBLISHER)) {
      awaitCalls(stream, LIMIT);
      for (int point = 0; point < points; point++) {
        int before = stream.size();
        await().atMost(LIMIT).until(() -> stream.size() >= before + FLOWING);
        pass(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
        // In turn, so that few points have both.
        if (point % 2 == 0) {
          bridge.kill();
          bridge.launch();
        } else {
          subscriber.kill();
          subscriber.start();
        }
      }
      stream.end();
      verify(stream, points + " kills");
    }
  }

  /** Waits while a fault lasts. */
  private static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plus(LIMIT)).until(() -> true);
  }

  /** Waits until the subscriber gets events of the stream. */
  private static void awaitCalls(CheckOutStream stream, Duration limit) {
    Set<UUID> known = new HashSet<>();
    stream.accepted().forEach(known::addAll);
    int before = stream.size();
    await().atMost(LIMIT).until(() -> stream.size() >= before + FLOWING);
    await()
        .atMost(limit)
        .pollInterval(LOOK)
        .until(() -> ids(subscriber.calls()).containsAll(known));
  }

  private static Set<UUID> ids(List<Call> calls) {
    Set<UUID> ids = new LinkedHashSet<>();
    calls.forEach(call -> ids.add(call.event()));
    return ids;
  }

  private static void verify(CheckOutStream stream, String what) {
    Set<UUID> published = new HashSet<>();
    stream.accepted().forEach(published::addAll);
    await("all events are noted as delivered")
        .atMost(LIMIT)
        .pollInterval(LOOK)
        .until(() -> delivered().keySet().containsAll(published));
    List<Call> calls =
        subscriber.calls().stream().filter(call -> published.contains(call.event())).toList();
    System.out.printf(
        "kill: bridge, %s: %s published, %s called, %s calls again%n",
        what, published.size(), ids(calls).size(), calls.size() - ids(calls).size());
    assertThat(ids(calls)).as("events that reached the subscriber").isEqualTo(published);
    for (List<UUID> ofPatron : stream.accepted()) {
      Set<UUID> called = ids(calls);
      called.retainAll(new HashSet<>(ofPatron));
      assertThat(called).as("first calls of a patron's events").containsExactlyElementsOf(ofPatron);
    }
    Map<UUID, Instant> delivered = delivered();
    assertThat(calls)
        .as("calls of which none came after the success was noted")
        .noneMatch(call -> call.at().isAfter(delivered.get(call.event())));
  }

  private static Map<UUID, Instant> delivered() {
    Map<UUID, Instant> delivered = new HashMap<>();
    module
        .rows(
            "SELECT event_id, to_json(audit_date) #>> '{}' AS at FROM %s.pubsub_audit WHERE state = 'DELIVERED'"
                .formatted(ModuleUnderTest.schema(PubSubBridge.MODULE)))
        .forEach(
            row ->
                delivered.put(
                    UUID.fromString(row.get("event_id")),
                    OffsetDateTime.parse(row.get("at")).toInstant()));
    return delivered;
  }

  private static long number(String property, long unless) {
    String value = System.getProperty(property, "");
    return value.isBlank() ? unless : Long.parseLong(value);
  }
}
