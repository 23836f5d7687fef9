/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

/**
 * A single Kafka node that tests may stop, kill and start again.
 *
 * <p>Every kind keeps its address and its data over {@link #stop()} and {@link #kill()}; {@link
 * #close()} gives up both. Safe for use by several threads; methods that change the state exclude
 * each other. If the node does not start or end in time, methods throw {@link
 * IllegalStateException}; no name or argument is ever {@code null}.
 */
public interface KafkaBroker extends AutoCloseable {

  /** Host name or address the broker advertises to its clients. */
  String host();

  /** TCP port the broker advertises to its clients; stays the same over restarts. */
  int port();

  /** Value for the client setting {@code bootstrap.servers}. */
  default String bootstrapServers() {
    return host() + ":" + port();
  }

  /** Ends the node cleanly and waits for its end. Does nothing if it is not running. */
  void stop();

  /**
   * Ends the node as abruptly as its kind allows and waits for its end. Does nothing if it is not
   * running.
   */
  void kill();

  /**
   * Starts the node again on the same port and data. Returns when a client can describe the
   * cluster, read the offsets of all topics that exist, and produce. Does nothing if it is running.
   *
   * @throws IllegalStateException if the node is not ready in time, or is closed
   */
  void start();

  /** Whether the node has been started and has not ended since. */
  boolean running();

  /** Ends the node permanently, and deletes its data unless the caller gave the folder. */
  @Override
  void close();

  /**
   * Creates a topic and waits until all its partitions answer. Producing earlier may leave the
   * first batch of an idempotent producer stuck until its delivery timeout (KAFKA-15591).
   *
   * @param partitions number of partitions, at least 1
   * @throws IllegalStateException if the topic exists already or is not ready in time
   */
  default void createTopic(String name, int partitions) {
    try (BrokerProbe probe = new BrokerProbe(bootstrapServers())) {
      probe.createTopic(name, partitions);
    }
  }

  /**
   * A new random name for FOLIO's {@code ENV}, such as {@code t7f3a09c1d2}: as the first part of
   * topic and group names it keeps test classes that share a broker apart.
   */
  default String uniqueEnvironment() {
    return RandomNames.next();
  }
}
