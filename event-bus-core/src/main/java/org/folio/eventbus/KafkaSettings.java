/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Where Kafka is and how topics are made there.
 *
 * @param bootstrapServers {@code KAFKA_HOST} and {@code KAFKA_PORT}, as {@code host:port}; several
 *     hosts are separated by commas
 * @param replicationFactor {@code REPLICATION_FACTOR} of new topics, at least 1
 * @param partitions {@code EVENT_TOPIC_PARTITIONS} of new topics, at least 1
 * @param retentionHours {@code EVENT_TOPIC_RETENTION_HOURS} of new topics, at least 1
 * @param maxRequestSize {@code MAX_REQUEST_SIZE}, bytes of the largest request to a broker
 * @param tenantCollection {@code KAFKA_PRODUCER_TENANT_COLLECTION}: one topic for all tenants of
 *     the collection; empty for a topic per tenant
 * @param groupProtocol {@code EVENT_GROUP_PROTOCOL} of consumer groups
 * @param topics {@code EVENT_TOPICS}: where events are written, and read unless a subscription says
 *     otherwise
 * @param security how brokers and module know each other
 */
public record KafkaSettings(
    String bootstrapServers,
    int replicationFactor,
    int partitions,
    int retentionHours,
    int maxRequestSize,
    Optional<String> tenantCollection,
    GroupProtocol groupProtocol,
    TopicChoice topics,
    KafkaSecurity security) {

  /** How members of a consumer group agree on who reads what. */
  public enum GroupProtocol {
    /** Kafka's own since 2.4, known by every broker. */
    CLASSIC,
    /** The newer one of KIP-848, for brokers of 4.0 and later; each member moves on its own. */
    CONSUMER
  }

  /** What every Kafka client of the bus is configured with. */
  public Map<String, Object> clientProperties() {
    Map<String, Object> properties = new HashMap<>(security.clientProperties());
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    // Brokers that are all down keep their addresses in every installation that we know; asking
    // the bootstrap servers again would block the caller of a send meanwhile.
    properties.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_BACKOFF_MAX);
    return properties;
  }

  // A broker that returns is found within this many milliseconds.
  private static final int RECONNECT_BACKOFF_MAX = 1_000;
}
