/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Three Kafka nodes in their own JVMs, each broker and controller. Topics should have three
 * replicas, two of which must have a record before it is acknowledged: the cluster serves while two
 * nodes run, and loses nothing when all are killed.
 *
 * <p>Safe for use by several threads, including the methods of the single nodes.
 */
public final class ForkedKafkaCluster implements AutoCloseable {

  /** Number of nodes, and of replicas of each topic. */
  public static final int NODES = 3;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "default.replication.factor", "3",
          "offsets.topic.replication.factor", "3",
          "min.insync.replicas", "2");

  private final List<ForkedKafka> nodes;

  private ForkedKafkaCluster(List<ForkedKafka> nodes) {
    this.nodes = nodes;
  }

  /**
   * Starts a cluster on free ports and temporary folders; returns when every node is ready.
   *
   * @throws IllegalStateException if a node is not ready in time
   * @throws java.io.UncheckedIOException if a folder cannot be written
   */
  public static ForkedKafkaCluster start() {
    List<ForkedKafka> nodes = new ArrayList<>();
    for (ClusterNode node : ClusterNode.cluster(NODES)) {
      DataFolder folder = DataFolder.of(null, "event-bus-kafka");
      nodes.add(
          new ForkedKafka(
              BrokerFolder.prepare(folder, FreePorts.next(), List.of(), SETTINGS, node)));
    }
    ForkedKafkaCluster cluster = new ForkedKafkaCluster(List.copyOf(nodes));
    try {
      nodes.forEach(ForkedKafka::launch);
      nodes.forEach(ForkedKafka::awaitReady);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The nodes, each of which can be stopped, killed and started. */
  public List<ForkedKafka> nodes() {
    return nodes;
  }

  /** All nodes, as value for the client setting {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return nodes.stream().map(KafkaBroker::bootstrapServers).collect(Collectors.joining(","));
  }

  /**
   * Whether each partition of each topic has all replicas in sync, so that the next node may be
   * killed.
   *
   * @throws IllegalStateException if no node answers
   */
  public boolean inSync() {
    try (BrokerProbe probe = new BrokerProbe(bootstrapServers())) {
      return probe.inSync();
    }
  }

  /** Ends all nodes permanently, and deletes their data. */
  @Override
  public void close() {
    nodes.forEach(ForkedKafka::close);
  }
}
