/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.benchmark.scenario;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.folio.adapter.pubsub.PubSubBridge;
import org.folio.eventbus.benchmark.measure.DiskWatch;
import org.folio.eventbus.benchmark.measure.Metric;
import org.folio.eventbus.benchmark.module.AdapterProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.jspecify.annotations.Nullable;

/**
 * Events from their publication at mod-pubsub-bridge to the call of a subscriber, at full speed and
 * at a hundred a second; and the same events pushed to the same subscriber without anything
 * between.
 */
final class BridgeScenario implements Scenario {

  private static final String BRIDGE = "event bus";
  private static final String PUSH = "limit: HTTP push only";

  // Single requests: a tenth of a backlog takes as long as the other scenarios.
  private static final int SHARE = 10;
  private static final int WARM_UP_SHARE = 2;
  private static final int RATE = 100;

  // The first third of the steady part does not count.
  private static final double SETTLED = 1.0 / 3;
  private static final int HEAP = 256;
  private static final Duration ARRIVAL_LIMIT = Duration.ofMinutes(5);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final double MICROS = 1e6;
  private static final double NANOS = 1e9;

  private int loads;

  @Override
  public String name() {
    return "bridge";
  }

  @Override
  public void play(Stage stage, int round) {
    Vertx vertx = Vertx.vertx();
    DatabaseCoordinates database = stage.servers().newDatabase();
    Path folder = stage.profiles();
    Path recording = folder == null ? null : folder.resolve("bridge-" + round + ".jfr");
    Statements statements = new Statements(database, recording != null);
    statements.begin();
    try (Subscriber subscriber = new Subscriber(vertx)) {
      PushClient client = new PushClient(vertx);
      try (AdapterProcess bridge = bridge(stage, database, subscriber.port(), recording)) {
        run(
            new Run(stage, round, BRIDGE, client, subscriber),
            PushClient.Target.BRIDGE,
            bridge.port(),
            bridge);
        stage.measured(name(), BRIDGE, Metric.PEAK_MEMORY, round, bridge.residentMegabytes());
      }
      run(
          new Run(stage, round, PUSH, client, subscriber),
          PushClient.Target.SUBSCRIBER,
          subscriber.port(),
          null);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
    if (recording != null) {
      new ProfileReport(stage).tell(recording, statements);
    }
    stage.servers().drop(database);
  }

  private static AdapterProcess bridge(
      Stage stage, DatabaseCoordinates database, int okapi, @Nullable Path recording) {
    Map<String, String> variables =
        stage.servers().variables(database, stage.servers().kafka().uniqueEnvironment());
    variables.put("OKAPI_URL", "http://127.0.0.1:" + okapi);
    variables.put("SYSTEM_USER_CREATE", "false");
    variables.put("EVENT_TOPIC_PARTITIONS", Integer.toString(stage.sizes().partitions()));
    List<String> options = new ArrayList<>(stage.sizes().jvmOptions());
    if (recording != null) {
      options.add(
          "-XX:StartFlightRecording:dumponexit=true,settings=profile,filename=" + recording);
    }
    AdapterProcess bridge =
        AdapterProcess.start(PubSubBridge.class, PubSubBridge.MODULE, variables, HEAP, options);
    register(bridge);
    return bridge;
  }

  private static void register(AdapterProcess bridge) {
    String type =
        "{\"eventType\":\"%s\",\"description\":\"Item was checked out\",\"eventTTL\":1}"
            .formatted(PushClient.TYPE);
    Map<String, String> bodies =
        Map.of(
            "/declare/publisher",
            "{\"moduleId\":\"%s\",\"eventDescriptors\":[%s]}".formatted(PushClient.PUBLISHER, type),
            "/declare/subscriber",
            "{\"moduleId\":\"mod-subscriber-1.0.0\",\"subscriptionDefinitions\":[{\"eventType\":\"%s\",\"callbackAddress\":\"%s\"}]}"
                .formatted(PushClient.TYPE, Subscriber.CALLBACK));
    try {
      bridge.send("/pubsub/event-types", AdapterProcess.JSON, BodyPublishers.ofString(type));
      for (Map.Entry<String, String> body : bodies.entrySet()) {
        bridge.send(
            "/pubsub/event-types" + body.getKey(),
            AdapterProcess.JSON,
            BodyPublishers.ofString(body.getValue()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("The bridge does not take registrations", e);
    }
  }

  /** What both ways have in common. */
  private record Run(
      Stage stage, int round, String title, PushClient client, Subscriber subscriber) {}

  private void run(Run run, PushClient.Target target, int port, @Nullable AdapterProcess bridge) {
    Stage stage = run.stage();
    int number = stage.sizes().part(SHARE);
    fullSpeed(run, target, port, number / WARM_UP_SHARE);
    double process = bridge == null ? 0 : bridge.processorSeconds();
    double postgres = stage.servers().postgresSeconds();
    double kafka = stage.servers().kafkaSeconds();
    Pushes pushes = fullSpeed(run, target, port, number);
    if (bridge != null) {
      put(run, Metric.CONSUMER_CPU, (bridge.processorSeconds() - process) * MICROS / number);
      put(
          run,
          Metric.DATABASE_CPU,
          (stage.servers().postgresSeconds() - postgres) * MICROS / number);
      put(run, Metric.BROKER_CPU, (stage.servers().kafkaSeconds() - kafka) * MICROS / number);
    }
    put(run, Metric.RATE, pushes.rate());
    stage.say(
        "%s, round %d, %s: %,.0f events/s at full speed",
        name(), run.round(), run.title(), pushes.rate());
    steady(run, target, port);
  }

  private Pushes fullSpeed(Run run, PushClient.Target target, int port, int number) {
    Pushes pushes = new Pushes(++loads, number, PushClient.CLIENTS);
    run.subscriber().expect(pushes);
    long begin = System.nanoTime();
    run.client().atFullSpeed(pushes, target, port);
    run.stage()
        .say(
            "  %s, %s: %,d events accepted, %,.0f a second",
            name(), run.title(), number, number * NANOS / (System.nanoTime() - begin));
    check(run, pushes);
    return pushes;
  }

  private void steady(Run run, PushClient.Target target, int port) {
    int seconds = run.stage().sizes().seconds();
    Pushes pushes = new Pushes(++loads, seconds * RATE, PushClient.CLIENTS);
    run.subscriber().expect(pushes);
    try (DiskWatch disk = run.stage().servers().watchDisk()) {
      run.client().atRate(pushes, target, port, RATE);
      check(run, pushes);
      List<Latencies.Latency> all = pushes.latencies();
      double from = all.get(0).published() + seconds * SETTLED;
      CountedEvents.between(from, Double.MAX_VALUE, all, disk)
          .keep(run.stage(), name(), run.title(), run.round());
    }
  }

  private void check(Run run, Pushes pushes) {
    long end = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
    while (!pushes.complete() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    pushes.problems().forEach(text -> run.stage().wrong(name() + ", " + run.title() + ": " + text));
  }

  private void put(Run run, Metric metric, double value) {
    run.stage().measured(name(), run.title(), metric, run.round(), value);
  }
}
