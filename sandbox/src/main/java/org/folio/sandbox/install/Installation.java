/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.EmbeddedKafka;
import org.folio.eventbus.testing.EmbeddedPostgresServer;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;

/** Kafka, PostgreSQL, the stand-in for Okapi and the adapters, all on this machine. */
public final class Installation implements AutoCloseable {

  private static final int PARTITIONS = 4;

  private final Workspace workspace;
  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private final OkapiStandIn okapi;
  private final Map<String, String> variables;
  private final Ports ports;
  private final Map<AdapterModule, List<AdapterProcess>> adapters = new ConcurrentSkipListMap<>();
  private volatile boolean closed;

  private Installation(
      Workspace workspace,
      Ports ports,
      KafkaBroker kafka,
      PostgresServer postgres,
      Set<AdapterModule> modules,
      int instances,
      Map<String, String> variables) {
    this.workspace = workspace;
    this.ports = ports;
    this.variables = variables;
    this.kafka = kafka;
    this.postgres = postgres;
    Map<AdapterModule, Supplier<URI>> serving = new EnumMap<>(AdapterModule.class);
    for (AdapterModule module : modules) {
      List<AdapterProcess> processes = new ArrayList<>();
      for (int number = 1; number <= instances; number++) {
        int port = number == 1 ? ports.of(module) : FreePorts.next();
        processes.add(adapter(module, number, port, Map.of()));
      }
      adapters.put(module, List.copyOf(processes));
      serving.put(module, inTurn(processes));
    }
    okapi =
        OkapiStandIn.start(
            ports.okapi(), workspace.folder().resolve("okapi"), serving, OkapiStandIn.TIMER);
  }

  private static Supplier<URI> inTurn(List<AdapterProcess> processes) {
    AtomicInteger turn = new AtomicInteger();
    return () -> {
      for (int tried = 0; tried < processes.size(); tried++) {
        AdapterProcess next =
            processes.get(Math.floorMod(turn.getAndIncrement(), processes.size()));
        if (next.serving()) {
          return next.url();
        }
      }
      return processes.get(0).url();
    };
  }

  /**
   * Starts everything except the adapters; prepares those of loans, fees and patron blocks.
   *
   * @param progress receives progress lines
   */
  public static Installation start(Workspace workspace, Ports ports, Consumer<String> progress) {
    return start(workspace, ports, AdapterModule.OF_PATRON_BLOCKS, 1, progress);
  }

  /**
   * Starts everything except the adapters.
   *
   * @param modules the modules with adapters
   * @param instances instances of each, at least 1; further ones use free ports
   */
  public static Installation start(
      Workspace workspace,
      Ports ports,
      Set<AdapterModule> modules,
      int instances,
      Consumer<String> progress) {
    return start(workspace, ports, modules, instances, Map.of(), progress);
  }

  /**
   * Starts everything except the adapters, which get further environment variables.
   *
   * @param modules the modules with adapters
   * @param instances instances of each, at least 1; further ones use free ports
   * @param variables variables of every adapter; the installation's own cannot be overridden
   */
  public static Installation start(
      Workspace workspace,
      Ports ports,
      Set<AdapterModule> modules,
      int instances,
      Map<String, String> variables,
      Consumer<String> progress) {
    progress.accept(
        "Kafka starts on port %s, PostgreSQL on port %s"
            .formatted(ports.kafka(), ports.postgres()));
    CompletableFuture<PostgresServer> database =
        CompletableFuture.supplyAsync(
            () ->
                EmbeddedPostgresServer.builder()
                    .dataFolder(workspace.folder().resolve("postgres"))
                    .port(ports.postgres())
                    .start());
    KafkaBroker broker;
    try {
      broker =
          EmbeddedKafka.builder()
              .dataFolder(workspace.folder().resolve("kafka"))
              .port(ports.kafka())
              .start();
    } catch (RuntimeException e) {
      database.thenAccept(PostgresServer::close).join();
      throw e;
    }
    PostgresServer server;
    try {
      server = database.join();
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    workspace.processes().note();
    return new Installation(workspace, ports, broker, server, modules, instances, variables);
  }

  /** Starts the adapters that are not alive, and waits until all are ready. */
  public void startAdapters() {
    adapters().forEach(AdapterProcess::start);
    adapters().forEach(AdapterProcess::awaitReady);
  }

  /**
   * Adds the adapter of a module that the installation did not have, and waits until it is ready.
   *
   * @param more further environment variables of the adapter
   */
  public AdapterProcess add(AdapterModule module, Map<String, String> more) {
    AdapterProcess added = adapter(module, 1, ports.of(module), more);
    adapters.put(module, List.of(added));
    added.start();
    added.awaitReady();
    okapi.add(module, added::url);
    return added;
  }

  /**
   * Starts a program of this class path as a process that ends with the installation.
   *
   * @param name names its log
   */
  public ChildJvm run(String name, Class<?> main, String... arguments) {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(main.getName())
            .jvmOption("-Xmx64m")
            .quickToStart()
            .logFile(workspace.log(name));
    Stream.of(arguments).forEach(builder::argument);
    ChildJvm started = builder.start();
    workspace.processes().note();
    return started;
  }

  /** A file of this name in the folder of the data. */
  public Path file(String name) {
    return workspace.folder().resolve(name);
  }

  /** Starts all components that are down. */
  public void heal() {
    kafka.start();
    postgres.start();
    startAdapters();
  }

  /** The broker, which may be stopped and started. */
  public KafkaBroker kafka() {
    return kafka;
  }

  /** The database server, which may be stopped and started. */
  public PostgresServer postgres() {
    return postgres;
  }

  /** The adapter that publishes events of loans. */
  public AdapterProcess circulation() {
    return first(AdapterModule.CIRCULATION);
  }

  /** The adapter that publishes events of fees and fines. */
  public AdapterProcess feesFines() {
    return first(AdapterModule.FEES_FINES);
  }

  /** The adapter that counts. */
  public AdapterProcess patronBlocks() {
    return first(AdapterModule.PATRON_BLOCKS);
  }

  /** The modules that have adapters here. */
  public Set<AdapterModule> modules() {
    return Collections.unmodifiableSet(adapters.keySet());
  }

  /**
   * The instances of a module.
   *
   * @throws IllegalArgumentException if the installation has none
   */
  public List<AdapterProcess> instances(AdapterModule module) {
    List<AdapterProcess> instances = adapters.get(module);
    if (instances == null) {
      throw new IllegalArgumentException("There is no " + module.moduleName());
    }
    return instances;
  }

  private AdapterProcess first(AdapterModule module) {
    return instances(module).get(0);
  }

  /** The address for users of the installation. */
  public URI okapiUrl() {
    return okapi.url();
  }

  /**
   * Registers a module that is none of the adapters at Okapi.
   *
   * @param paths a regular expression
   */
  public void deploy(String paths, URI module) {
    okapi.deploy(paths, module);
  }

  /** Registers a mod-circulation at Okapi; until then the stand-in accepts all events itself. */
  public void deployCirculation(URI module) {
    okapi.deployCirculation(module);
  }

  /** The logs of all programs. */
  public List<Path> logs() {
    return Stream.concat(
            adapters().stream().map(AdapterProcess::log), Stream.of(workspace.ownLog()))
        .toList();
  }

  /** The adapters. */
  public List<AdapterProcess> adapters() {
    return adapters.values().stream().flatMap(List::stream).toList();
  }

  private AdapterProcess adapter(
      AdapterModule module, int number, int port, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.putAll(module.variables());
    environment.putAll(more);
    environment.putAll(
        Map.ofEntries(
            Map.entry("DB_HOST", postgres.host()),
            Map.entry("DB_PORT", Integer.toString(postgres.port())),
            Map.entry("DB_DATABASE", postgres.database()),
            Map.entry("DB_USERNAME", postgres.username()),
            Map.entry("DB_PASSWORD", postgres.password()),
            Map.entry("KAFKA_HOST", kafka.host()),
            Map.entry("KAFKA_PORT", Integer.toString(kafka.port())),
            Map.entry("ENV", "folio"),
            Map.entry("OKAPI_URL", "http://127.0.0.1:" + ports.okapi()),
            Map.entry("EVENT_INSTANCE_ID", module.instanceId(number)),
            Map.entry("EVENT_TOPIC_PARTITIONS", Integer.toString(PARTITIONS)),
            // The user's own setting would change the names of the topics.
            Map.entry("KAFKA_PRODUCER_TENANT_COLLECTION", "")));
    return new AdapterProcess(module, number, workspace, port, environment);
  }

  /** Whether its end was requested. */
  public boolean closing() {
    return closed;
  }

  /** Ends everything in an order in which no component reports the end of another. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    CompletableFuture.allOf(
            adapters().stream()
                .map(adapter -> CompletableFuture.runAsync(adapter::close))
                .toArray(CompletableFuture[]::new))
        .join();
    okapi.close();
    kafka.close();
    postgres.stop();
    postgres.close();
    workspace.processes().forget();
  }
}
