/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.folio.eventbus.testing.EmbeddedKafka;
import org.folio.eventbus.testing.EmbeddedPostgresServer;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;

/** Kafka, PostgreSQL, the stand-in for Okapi and the adapters, all on this machine. */
public final class Installation implements AutoCloseable {

  private static final int PARTITIONS = 4;

  private final Workspace workspace;
  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private final OkapiStandIn okapi;
  private final AdapterProcess circulation;
  private final AdapterProcess feesFines;
  private final AdapterProcess patronBlocks;
  private final Map<AdapterModule, AdapterProcess> further = new EnumMap<>(AdapterModule.class);
  private boolean closed;

  private Installation(
      Workspace workspace,
      Ports ports,
      KafkaBroker kafka,
      PostgresServer postgres,
      Set<AdapterModule> more) {
    this.workspace = workspace;
    this.kafka = kafka;
    this.postgres = postgres;
    circulation = adapter(AdapterModule.CIRCULATION, ports.circulation(), ports.okapi());
    feesFines = adapter(AdapterModule.FEES_FINES, ports.feesFines(), ports.okapi());
    patronBlocks = adapter(AdapterModule.PATRON_BLOCKS, ports.patronBlocks(), ports.okapi());
    okapi =
        OkapiStandIn.start(ports.okapi(), circulation.url(), feesFines.url(), patronBlocks.url());
    for (AdapterModule module : more) {
      int port = module == AdapterModule.AUDIT ? ports.audit() : ports.remoteStorage();
      AdapterProcess process = adapter(module, port, ports.okapi());
      further.put(module, process);
      okapi.deploy(module, process.url());
    }
  }

  /**
   * Starts all but the adapters; there will be those of loans, fees and patron blocks.
   *
   * @param progress is told what happens
   */
  public static Installation start(Workspace workspace, Ports ports, Consumer<String> progress) {
    return start(workspace, ports, Set.of(), progress);
  }

  /**
   * Starts all but the adapters; there will be further ones.
   *
   * @param more of the circulation log and of remote storages, those that are wanted
   */
  public static Installation start(
      Workspace workspace, Ports ports, Set<AdapterModule> more, Consumer<String> progress) {
    progress.accept(
        "Kafka starts on port %d, PostgreSQL on port %d"
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
    return new Installation(workspace, ports, broker, server, more);
  }

  /** Starts the adapters that are not alive, and waits until all are ready. */
  public void startAdapters() {
    adapters().forEach(AdapterProcess::start);
    adapters().forEach(AdapterProcess::awaitReady);
  }

  /** Starts again whatever is down. */
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
    return circulation;
  }

  /** The adapter that publishes events of fees and fines. */
  public AdapterProcess feesFines() {
    return feesFines;
  }

  /** The adapter that counts. */
  public AdapterProcess patronBlocks() {
    return patronBlocks;
  }

  /** The adapters that the demonstration does without, as far as they are there. */
  public Map<AdapterModule, AdapterProcess> further() {
    return Collections.unmodifiableMap(further);
  }

  /** The address for users of the installation. */
  public URI okapiUrl() {
    return okapi.url();
  }

  /** Lets Okapi know a mod-circulation; until then it takes all events itself. */
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
    return Stream.concat(Stream.of(circulation, feesFines, patronBlocks), further.values().stream())
        .toList();
  }

  private AdapterProcess adapter(AdapterModule module, int port, int okapiPort) {
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("DB_HOST", postgres.host()),
            Map.entry("DB_PORT", Integer.toString(postgres.port())),
            Map.entry("DB_DATABASE", postgres.database()),
            Map.entry("DB_USERNAME", postgres.username()),
            Map.entry("DB_PASSWORD", postgres.password()),
            Map.entry("KAFKA_HOST", kafka.host()),
            Map.entry("KAFKA_PORT", Integer.toString(kafka.port())),
            Map.entry("ENV", "folio"),
            Map.entry("OKAPI_URL", "http://127.0.0.1:" + okapiPort),
            Map.entry("EVENT_INSTANCE_ID", module.instanceId()),
            Map.entry("EVENT_TOPIC_PARTITIONS", Integer.toString(PARTITIONS)),
            // The user's own setting would give the topics other names.
            Map.entry("KAFKA_PRODUCER_TENANT_COLLECTION", ""));
    return new AdapterProcess(module, workspace, port, environment);
  }

  /** Ends everything, in the order in which nothing complains about the end of something else. */
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
