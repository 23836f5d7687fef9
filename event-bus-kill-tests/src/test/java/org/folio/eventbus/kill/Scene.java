/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ConditionTimeoutException;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.testing.DatabaseCoordinates;

/**
 * One test: its own database and topics, its processes, and the final comparison. The output of the
 * processes is in {@code target/kill/}.
 */
final class Scene implements AutoCloseable {

  /** Session timeouts and rebalances after a kill take most of this time. */
  static final Duration LIMIT = Duration.ofSeconds(120);

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int TOLD = 20;
  private static final int PARTITIONS = 4;

  private final String name;
  private final String environment = "k" + UUID.randomUUID().toString().substring(0, 8);
  private final DatabaseCoordinates database;
  private final Address direct;
  private final Address producers;
  private final Address consumers;
  private final int replicationFactor;
  private final Path folder;
  private final Tables tables;
  private final ConsumerGroup group;
  private final List<BusProcess> processes = new ArrayList<>();
  private int faults;

  /**
   * The addresses of the servers for the processes of a role.
   *
   * @param kafka host and port of a broker, or of several separated by commas
   * @param databasePort port of PostgreSQL on the database's host
   */
  record Address(String kafka, int databasePort) {}

  /** Creates a scene with the tenant enabled in both modules. */
  Scene(
      String name,
      DatabaseCoordinates database,
      String bootstrapServers,
      int replicationFactor,
      Address producers,
      Address consumers) {
    this.name = name;
    this.database = database;
    this.replicationFactor = replicationFactor;
    this.direct = new Address(bootstrapServers, database.port());
    this.producers = producers;
    this.consumers = consumers;
    this.tables = new Tables(database);
    this.group = new ConsumerGroup(bootstrapServers, Modules.group(environment));
    this.folder = Path.of("target", "kill", name).toAbsolutePath();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    enable();
  }

  private void enable() {
    Vertx vertx = Vertx.vertx();
    EventBusSettings settings = EventBusSettings.from(variables(direct));
    try {
      for (EventBus bus :
          List.of(Modules.writer(vertx, settings), Modules.reader(vertx, settings))) {
        bus.tenants().enable(Modules.DIKU).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        bus.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
      vertx.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The tenant could not be enabled", e);
    }
  }

  private Map<String, String> variables(Address address) {
    Map<String, String> variables = new HashMap<>();
    variables.put("ENV", environment);
    variables.put("KAFKA_HOST", address.kafka());
    variables.put("DB_HOST", database.host());
    variables.put("DB_PORT", Integer.toString(address.databasePort()));
    variables.put("DB_DATABASE", database.database());
    variables.put("DB_USERNAME", database.username());
    variables.put("DB_PASSWORD", database.password());
    variables.put("EVENT_TOPIC_PARTITIONS", Integer.toString(PARTITIONS));
    variables.put("REPLICATION_FACTOR", Integer.toString(replicationFactor));
    return variables;
  }

  /** A producer behind the producers' proxies; not started. */
  ProducerProcess producer(String processName) {
    return added(new ProducerProcess(processName, variables(producers), folder));
  }

  /** A producer without proxies; not started. */
  ProducerProcess directProducer(String processName) {
    return added(new ProducerProcess(processName, variables(direct), folder));
  }

  /** A consumer behind the consumers' proxies; not started. */
  ConsumerProcess consumer(String processName) {
    return added(new ConsumerProcess(processName, variables(consumers), folder));
  }

  /** A consumer with a static membership: after a restart it gets its place in the group back. */
  ConsumerProcess namedConsumer(String processName) {
    return namedConsumer(processName, processName);
  }

  /** A consumer with the given static membership, which other processes may use too. */
  ConsumerProcess namedConsumer(String processName, String instanceId) {
    Map<String, String> variables = variables(consumers);
    variables.put("EVENT_INSTANCE_ID", instanceId);
    return added(new ConsumerProcess(processName, variables, folder));
  }

  /**
   * A consumer whose PostgreSQL session limits statements and idle transactions to the given time.
   */
  ConsumerProcess impatientConsumer(String processName, Duration queryTimeout) {
    Map<String, String> variables = variables(consumers);
    variables.put("DB_QUERYTIMEOUT", Long.toString(queryTimeout.toMillis()));
    return added(new ConsumerProcess(processName, variables, folder));
  }

  private <P extends BusProcess> P added(P process) {
    processes.add(process);
    return process;
  }

  Tables tables() {
    return tables;
  }

  ConsumerGroup group() {
    return group;
  }

  /** Counts a fault. */
  void countFault() {
    faults++;
  }

  List<TopicRecord> topic() {
    return TopicRecord.readAll(direct.kafka(), Modules.topic(environment));
  }

  long committed() {
    return tables.count("{writer}.truth");
  }

  long applied() {
    return tables.count("{reader}.ledger");
  }

  long inOutbox() {
    return tables.count("{writer}.event_outbox");
  }

  /** Waits until the given number of further events is applied. */
  void awaitProgress(int events) {
    long before = applied();
    awaitThat("events are applied", () -> applied() >= before + events);
  }

  /** Waits while a fault lasts. Not for conditions: a test waits for what it can observe. */
  static void passTime(Duration time) {
    await().pollDelay(time).atMost(time.plus(LIMIT)).until(() -> true);
  }

  /** Waits for a condition; servers may be unavailable meanwhile. */
  void awaitThat(String what, Callable<Boolean> condition) {
    await(what).pollInterval(LOOK).atMost(LIMIT).ignoreExceptions().until(condition);
  }

  /** Waits until no event is in flight and compares. No load may be running. */
  Figures verify() {
    return verified(false);
  }

  /** Does the same while some keys are parked. */
  Figures verifyWhileParked() {
    return verified(true);
  }

  private Figures verified(boolean whileParked) {
    awaitSettled(whileParked);
    Evidence evidence = Evidence.gather(tables, direct.kafka(), Modules.topic(environment));
    List<String> problems =
        whileParked ? Verification.problemsWhileParked(evidence) : Verification.problems(evidence);
    Figures figures = Figures.of(evidence);
    System.out.printf("kill: %s: %d faults, %s%n", name, faults, figures);
    assertThat(problems.subList(0, Math.min(TOLD, problems.size())))
        .as("%d problems of scene %s, %s", problems.size(), name, figures)
        .isEmpty();
    assertThat(figures.committed()).as("something was committed").isPositive();
    return figures;
  }

  // If the scene does not settle, the comparison reports it with all evidence.
  private void awaitSettled(boolean whileParked) {
    try {
      awaitThat(
          "all is relayed and applied",
          () ->
              inOutbox() == 0
                  && applied() + (whileParked ? tables.count("{reader}.event_parked") : 0)
                      >= committed());
    } catch (ConditionTimeoutException e) {
      System.out.printf("kill: %s: not settled within %s%n", name, LIMIT);
    }
  }

  /** Law L3, valid at any moment: all events below a committed offset are durably finished. */
  void verifyCommittedOffsets() {
    Map<Integer, Long> offsets = group.committedOffsets();
    Set<UUID> finished =
        new HashSet<>(
            tables.query(
                "SELECT event_id FROM {reader}.ledger UNION SELECT event_id FROM {reader}.event_parked",
                Fact::id));
    assertThat(topic())
        .filteredOn(found -> found.offset() < offsets.getOrDefault(found.partition(), 0L))
        .as("records below the committed offsets %s that are not finished", offsets)
        .allMatch(found -> finished.contains(found.event().id()));
  }

  @Override
  public void close() {
    processes.forEach(BusProcess::close);
    group.close();
  }
}
