/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventType;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.TopicChoice;
import org.folio.eventbus.base.wire.EventHeaders;

/**
 * Names of topics: {@code {ENV}.{tenant}.{stream}}, or {@code {ENV}.{COLLECTION}.{stream}} when
 * tenants share topics. FOLIO's native topics have the module before the stream's first dot, and
 * then a type's name instead of the stream's: {@code {ENV}.{tenant}.circulation.ITEM_CHECKED_OUT}.
 */
public final class EventTopics {

  private final String environment;
  private final Optional<String> collection;
  private final TopicChoice written;
  private final Map<String, EventType> types = new LinkedHashMap<>();

  // Looked up for each record; it has as many entries as there are topics.
  private final Map<String, Optional<TenantId>> owners = new ConcurrentHashMap<>();

  /** Names by the given settings, with mod-circulation's types. */
  public EventTopics(EventBusSettings settings) {
    this(settings, EventCatalog.circulation());
  }

  /** Names by the given settings, with the types of a catalog. */
  public EventTopics(EventBusSettings settings, EventCatalog catalog) {
    this.environment = settings.environment();
    this.collection = settings.kafka().tenantCollection();
    this.written = settings.kafka().topics();
    catalog.types().forEach(type -> types.put(perType(type), type));
  }

  /** The topic that carries a stream of a tenant. */
  public String topic(TenantId tenant, String stream) {
    return environment + "." + collection.orElse(tenant.value()) + "." + stream;
  }

  /**
   * The topics that together carry a stream of a tenant: the stream's topic first, then those of
   * the catalog's types.
   */
  public List<String> topics(TenantId tenant, String stream, TopicChoice choice) {
    List<String> topics = new ArrayList<>();
    if (choice.stream()) {
      topics.add(topic(tenant, stream));
    }
    if (choice.perType()) {
      types.forEach(
          (name, type) -> {
            if (type.stream().equals(stream)) {
              topics.add(topic(tenant, name));
            }
          });
    }
    return topics;
  }

  /**
   * The topics that an event is written to: the stream's topic first, if it is one of them.
   *
   * @param type its type; it need not be in the catalog
   */
  public List<String> written(TenantId tenant, String stream, String type) {
    List<String> topics = new ArrayList<>();
    if (written.stream()) {
      topics.add(topic(tenant, stream));
    }
    // The bus's own events are not written to topics of a type, where other consumers would see
    // them.
    if (written.perType() && !type.startsWith(EventHeaders.CONTROL_TYPES)) {
      topics.add(topic(tenant, perType(stream, type)));
    }
    return topics;
  }

  /**
   * The topics that together reach every reader of a stream: the stream's topic, and one of its
   * types' topics.
   */
  public List<String> reachingAll(TenantId tenant, String stream) {
    List<String> topics = topics(tenant, stream, written);
    return topics.subList(0, Math.min(topics.size(), written == TopicChoice.BOTH ? 2 : 1));
  }

  /** The topic for requests for missing events; its name belongs to no tenant. */
  public String requests() {
    return environment + ".event-bus.republish-requests";
  }

  /**
   * The tenant that owns all records of a topic.
   *
   * @return empty if tenants share the topic, or if it does not belong to this installation
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

  /**
   * The stream that a topic carries, fully or in part; the topic must belong to this installation.
   */
  public String streamOf(String topic) {
    String name = nameOf(topic);
    EventType type = types.get(name);
    return type == null ? name : type.stream();
  }

  /**
   * The only type of a topic; the topic must belong to this installation.
   *
   * @return empty if it carries a stream
   */
  public Optional<EventType> typeOf(String topic) {
    return Optional.ofNullable(types.get(nameOf(topic)));
  }

  /** The part after the tenant in the name of a topic of this installation. */
  String nameOf(String topic) {
    int end = topic.indexOf('.', environment.length() + 1);
    if (end < 0) {
      throw new IllegalArgumentException("Topic " + topic + " carries no stream");
    }
    return topic.substring(end + 1);
  }

  private static String perType(EventType type) {
    return perType(type.stream(), type.name());
  }

  private static String perType(String stream, String type) {
    int end = stream.indexOf('.');
    return (end < 0 ? stream : stream.substring(0, end)) + "." + type;
  }
}
