/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.util.Locale;
import java.util.Map;
import org.testcontainers.kafka.KafkaContainer;

/** A Kafka node in a container; {@link #kill()} is SIGKILL, {@link #stop()} is SIGTERM. */
public final class ContainerKafka implements KafkaBroker {

  private static final String IMAGE = "apache/kafka:4.3.1";
  private static final int INNER_PORT = 9092;

  private final PinnedContainer container;
  private final int port;

  private ContainerKafka(PinnedContainer container, int port) {
    this.container = container;
    this.port = port;
  }

  /**
   * Starts a broker on one of {@link FreePorts}.
   *
   * @param properties settings of the broker by their Kafka names, beside or instead of those of an
   *     {@link EmbeddedKafka}
   * @throws IllegalStateException if Docker is missing or the broker is not ready in time
   */
  public static ContainerKafka newBroker(Map<String, String> properties) {
    Docker.require();
    int port = FreePorts.next();
    FixedPortKafka image = new FixedPortKafka(port);
    BrokerDefaults.SETTINGS.forEach(image::property);
    properties.forEach(image::property);
    ContainerKafka broker = new ContainerKafka(new PinnedContainer(image), port);
    try {
      broker.start();
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    return broker;
  }

  @Override
  public String host() {
    return container.host();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public synchronized void start() {
    container.start();
    try (BrokerProbe probe = new BrokerProbe(bootstrapServers())) {
      probe.awaitReady(container::running);
    }
  }

  @Override
  public synchronized void stop() {
    container.stop();
  }

  @Override
  public synchronized void kill() {
    container.kill();
  }

  @Override
  public boolean running() {
    return container.running();
  }

  @Override
  public synchronized void close() {
    container.close();
  }

  private static final class FixedPortKafka extends KafkaContainer {

    FixedPortKafka(int port) {
      super(IMAGE);
      addFixedExposedPort(port, INNER_PORT);
    }

    void property(String name, String value) {
      withEnv("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value);
    }
  }
}
