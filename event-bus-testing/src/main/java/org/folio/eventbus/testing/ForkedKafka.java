/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka node in its own JVM, which can really be killed: {@link #kill()} is SIGKILL, {@link
 * #stop()} is SIGTERM.
 *
 * <p>The child needs Kafka on the class path of this JVM, and always ends with this JVM. Its output
 * goes to {@code broker.log} in its folder.
 */
public final class ForkedKafka implements KafkaBroker {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final BrokerFolder folder;
  private volatile @Nullable ChildJvm child;
  private boolean closed;

  ForkedKafka(BrokerFolder folder) {
    this.folder = folder;
  }

  /** Options of a new broker. */
  public static BrokerBuilder<ForkedKafka> builder() {
    return new BrokerBuilder<>(ForkedKafka::new);
  }

  @Override
  public String host() {
    return BrokerFolder.HOST;
  }

  @Override
  public int port() {
    return folder.port();
  }

  @Override
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("This broker is closed; build a new one.");
    }
    if (running()) {
      return;
    }
    launch();
    awaitReady();
  }

  /** Starts the process without waiting for it; the nodes of a cluster wait for each other. */
  synchronized void launch() {
    child =
        ChildJvm.mainClass(ForkedKafkaNode.class.getName())
            .argument(folder.settings().toString())
            .jvmOption("-Xmx256m")
            .quickToStart()
            .logFile(folder.log())
            .start();
  }

  synchronized void awaitReady() {
    ChildJvm started = Objects.requireNonNull(child, "not launched");
    try (BrokerProbe probe = new BrokerProbe(bootstrapServers())) {
      started.awaitLine(ForkedKafkaNode.READY::equals, START_LIMIT);
      probe.awaitReady(started::alive);
    } catch (RuntimeException e) {
      started.kill();
      throw e;
    }
  }

  @Override
  public synchronized void stop() {
    ChildJvm ending = child;
    if (ending != null && !ending.terminate(STOP_LIMIT)) {
      ending.kill();
      throw new IllegalStateException(
          "Kafka did not end within %s s after SIGTERM and was killed"
              .formatted(STOP_LIMIT.toSeconds()));
    }
  }

  @Override
  public synchronized void kill() {
    ChildJvm ending = child;
    if (ending != null) {
      ending.kill();
    }
  }

  @Override
  public boolean running() {
    ChildJvm current = child;
    return current != null && current.alive();
  }

  /**
   * Process id of the child JVM.
   *
   * @throws IllegalStateException if the broker has never been started
   */
  public long pid() {
    ChildJvm current = child;
    if (current == null) {
      throw new IllegalStateException("The broker has not been started");
    }
    return current.pid();
  }

  @Override
  public synchronized void close() {
    closed = true;
    kill();
    folder.close();
  }
}
