/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.TenantId;

/**
 * Names of topics: {@code {ENV}.{tenant}.{stream}}, or {@code {ENV}.{COLLECTION}.{stream}} when
 * tenants share topics.
 */
public final class EventTopics {

  private final String environment;
  private final Optional<String> collection;

  // Asked for each record; there are as many as topics.
  private final Map<String, Optional<TenantId>> owners = new ConcurrentHashMap<>();

  /** Names by the given settings. */
  public EventTopics(EventBusSettings settings) {
    this.environment = settings.environment();
    this.collection = settings.kafka().tenantCollection();
  }

  /** The topic that carries a stream of a tenant. */
  public String topic(TenantId tenant, String stream) {
    return environment + "." + collection.orElse(tenant.value()) + "." + stream;
  }

  /** The topic on which missing events are asked for; its name is no tenant's. */
  public String requests() {
    return environment + ".event-bus.republish-requests";
  }

  /**
   * The tenant that owns all records of a topic.
   *
   * @return empty if tenants share the topic, or if it is none of this installation
   */
  public Optional<TenantId> tenantOf(String topic) {
    return owners.computeIfAbsent(topic, this::findTenant);
  }

  private Optional<TenantId> findTenant(String topic) {
    String prefix = environment + ".";
    if (!topic.startsWith(prefix)) {
      return Optional.empty();
    }
    int end = topic.indexOf('.', prefix.length());
    String tenant = end < 0 ? "" : topic.substring(prefix.length(), end);
    return TenantId.isValid(tenant) ? Optional.of(new TenantId(tenant)) : Optional.empty();
  }

  /** The stream that a topic carries; the topic must be one of this installation. */
  public String streamOf(String topic) {
    int end = topic.indexOf('.', environment.length() + 1);
    if (end < 0) {
      throw new IllegalArgumentException("Topic " + topic + " carries no stream");
    }
    return topic.substring(end + 1);
  }
}
