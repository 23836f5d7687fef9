/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.topic;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.admin.TopicState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of each tenant that a module needs. Safe for use by several threads. */
public final class TenantTopics {

  private static final Logger LOG = LoggerFactory.getLogger(TenantTopics.class);

  // Pause before the next call to brokers that are down at the start.
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final EventBusSettings settings;
  private final EventTopics names;
  private final Set<String> published;
  private final TopicCreation creation;
  private final TopicReport report;
  private volatile boolean closed;

  /**
   * Creates no topic on its own.
   *
   * @param published the streams that the module publishes
   */
  public TenantTopics(
      Vertx vertx, EventBusSettings settings, EventTopics names, Set<String> published) {
    this.vertx = vertx;
    this.settings = settings;
    this.names = names;
    this.published = Set.copyOf(published);
    this.creation = new TopicCreation(vertx, settings.kafka());
    this.report = new TopicReport(vertx, settings.kafka());
  }

  /**
   * Creates the tenant's topics that do not exist.
   *
   * @param read the topics that the module reads
   * @return fails with an explanation if Kafka rejects the call or is down
   */
  public Future<Void> create(TenantId tenant, Collection<String> read) {
    Set<String> all = new LinkedHashSet<>(written(tenant));
    all.addAll(read);
    return creation.create(all).compose(created -> creation.createSmall(names.requests()));
  }

  /**
   * Creates the topics of types of a tenant that may have been enabled before {@code EVENT_TOPICS}
   * required them: a relay that waits for a topic stops. Tries until it succeeds.
   */
  public void makeUp(TenantId tenant) {
    if (!published.isEmpty() && settings.kafka().topics().perType() && !closed) {
      creation
          .create(written(tenant))
          .onFailure(
              cause -> {
                LOG.debug("Topics of tenant {} are made later: {}", tenant, cause.toString());
                vertx.setTimer(AGAIN.toMillis(), again -> makeUp(tenant));
              });
    }
  }

  /**
   * The state of the tenant's topics that the module needs.
   *
   * @param read the topics that each subscription reads
   * @return fails with an explanation if brokers do not answer
   */
  public Future<List<TopicState>> states(TenantId tenant, Map<String, List<String>> read) {
    List<String> written = written(tenant);
    Set<String> all = new LinkedHashSet<>(written);
    read.values().forEach(all::addAll);
    return report.of(
        all.stream()
            .map(
                topic ->
                    new TopicReport.Needed(
                        topic,
                        names.streamOf(topic),
                        written.contains(topic),
                        read.entrySet().stream()
                            .filter(one -> one.getValue().contains(topic))
                            .map(Map.Entry::getKey)
                            .toList()))
            .toList());
  }

  /** Deletes the topics that the module writes; shared topics stay. */
  public Future<Void> delete(TenantId tenant) {
    return published.isEmpty() || settings.kafka().tenantCollection().isPresent()
        ? Future.succeededFuture()
        : creation.delete(written(tenant));
  }

  /** Stops trying. */
  public void close() {
    closed = true;
  }

  private List<String> written(TenantId tenant) {
    return published.stream()
        .flatMap(stream -> names.topics(tenant, stream, settings.kafka().topics()).stream())
        .toList();
  }
}
