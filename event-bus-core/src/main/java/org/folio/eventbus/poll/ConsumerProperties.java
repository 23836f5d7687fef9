/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.poll;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.KafkaSettings.GroupProtocol;

/** The configuration of consumers of events. */
public final class ConsumerProperties {

  // Milliseconds until a rebalance gives the partitions of a dead member to the others. Longer than
  // a long pause of the garbage collector.
  private static final int SESSION_TIMEOUT = 10_000;
  private static final int HEARTBEAT = 3_000;

  // Maximum bytes of one fetch; memory exceeds the policy's limit by at most this.
  private static final int FETCH_BYTES = 8 * 1024 * 1024;
  private static final int PARTITION_FETCH_BYTES = 1024 * 1024;

  // Records of one poll are read in some ten milliseconds, and other tenants wait no longer.
  private static final int POLL_RECORDS = 500;

  // Records that a replay has in memory beside those that wait for predecessors.
  private static final int PAGE = 500;

  // The caller waits for the result of a replay; brokers that are up answer in milliseconds.
  private static final Duration REPLAY_LOOKUP = Duration.ofSeconds(15);

  private ConsumerProperties() {}

  /**
   * For a member of a consumer group.
   *
   * @param name the member's static name, with which it gets its partitions back without a
   *     rebalance after a restart; empty for a dynamic member
   */
  public static Map<String, Object> ofGroup(
      EventBusSettings settings, String group, String client, Optional<String> name) {
    Map<String, Object> properties = common(settings, client);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    name.ifPresent(fixed -> properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, fixed));
    putProtocol(properties, settings);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    return properties;
  }

  /**
   * Whether a member must request a rebalance after its first assignment. A static member gets its
   * former assignment back without a rebalance. If it ended during a revocation, the revoked
   * partitions have no owner then, and no other member requests them. Cooperative members continue
   * to read meanwhile. With the newer protocol the brokers assign them.
   */
  public static boolean rejoins(EventBusSettings settings, Optional<String> name) {
    return name.isPresent() && settings.kafka().groupProtocol() == GroupProtocol.CLASSIC;
  }

  /** For a consumer that belongs to no group and commits nothing. */
  public static Map<String, Object> ofReplay(EventBusSettings settings, String client) {
    Map<String, Object> properties = common(settings, client);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, PAGE);
    properties.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(REPLAY_LOOKUP.toMillis()));
    return properties;
  }

  private static Map<String, Object> common(EventBusSettings settings, String client) {
    Map<String, Object> properties = new HashMap<>(settings.kafka().clientProperties());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A new group, or a group whose offsets have expired, must not skip records; cursors recognise
    // events that were applied before.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
    return properties;
  }

  private static void putProtocol(Map<String, Object> properties, EventBusSettings settings) {
    GroupProtocol protocol = settings.kafka().groupProtocol();
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol.name().toLowerCase(Locale.ROOT));
    // With the newer protocol the brokers set these, and reject a member that sets its own.
    if (protocol == GroupProtocol.CLASSIC) {
      properties.put(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          List.of(CooperativeStickyAssignor.class.getName()));
      properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT);
      properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT);
    }
  }
}
