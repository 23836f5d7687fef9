/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.kill;

import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.EmbeddedPostgresServer;
import org.folio.eventbus.testing.ForkedKafka;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.TcpProxy;

/**
 * A broker and a database as processes of their own. A proxy between each of them and each role
 * lets a test freeze or cut the lines of producers or consumers only.
 */
final class Servers implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final ForkedKafka kafka;
  private final PostgresServer postgres;
  private final Lines producerLines;
  private final Lines consumerLines;

  /** The lines of a role. */
  record Lines(TcpProxy kafka, TcpProxy postgres) {

    /** Forwards again, over new connections. Data in the old ones is lost. */
    void restore() {
      kafka.cut();
      postgres.cut();
      kafka.resume();
      postgres.resume();
      kafka.accept();
      postgres.accept();
    }

    private Scene.Address address() {
      return new Scene.Address(kafka.host() + ":" + kafka.port(), postgres.port());
    }

    private void close() {
      kafka.close();
      postgres.close();
    }
  }

  private Servers(
      ForkedKafka kafka, PostgresServer postgres, Lines producerLines, Lines consumerLines) {
    this.kafka = kafka;
    this.postgres = postgres;
    this.producerLines = producerLines;
    this.consumerLines = consumerLines;
  }

  static Servers start() {
    PostgresServer postgres = EmbeddedPostgresServer.builder().start();
    int producerDoor = FreePorts.next();
    int consumerDoor = FreePorts.next();
    Lines producers =
        new Lines(TcpProxy.to(HOST, producerDoor), TcpProxy.to(HOST, postgres.port()));
    Lines consumers =
        new Lines(TcpProxy.to(HOST, consumerDoor), TcpProxy.to(HOST, postgres.port()));
    ForkedKafka kafka =
        ForkedKafka.builder()
            .additionalListener("PRODUCERS", producerDoor, producers.kafka().port())
            .additionalListener("CONSUMERS", consumerDoor, consumers.kafka().port())
            .start();
    return new Servers(kafka, postgres, producers, consumers);
  }

  ForkedKafka kafka() {
    return kafka;
  }

  PostgresServer postgres() {
    return postgres;
  }

  /** Between producers and the servers. */
  Lines producerLines() {
    return producerLines;
  }

  /** Between consumers and the servers. */
  Lines consumerLines() {
    return consumerLines;
  }

  /** Creates a new scene on these servers. */
  Scene scene(String name) {
    DatabaseCoordinates database = postgres.newDatabase();
    return new Scene(
        name,
        database,
        kafka.bootstrapServers(),
        1,
        producerLines.address(),
        consumerLines.address());
  }

  @Override
  public void close() {
    kafka.close();
    postgres.close();
    producerLines.close();
    consumerLines.close();
  }
}
