/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.folio.eventbus.assembly.AssembledBus;
import org.folio.eventbus.assembly.BusPlan;
import org.folio.eventbus.base.settings.RequiredVertx;
import org.jspecify.annotations.Nullable;

/**
 * Describes a bus; begun with {@link EventBus#builder}. Not for use by several threads at a time.
 */
public final class EventBusBuilder {
  private final Vertx vertx;
  private final EventBusSettings settings;
  private final ModuleSchema module;
  private final List<String> changelogs = new ArrayList<>();
  private final Set<String> published = new LinkedHashSet<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private EventCatalog catalog = EventCatalog.circulation();
  private String source;
  private String product;
  private @Nullable MeterRegistry metrics;
  private Duration metricsInterval = BusPlan.Telemetry.INTERVAL;
  private @Nullable OpenTelemetry tracing;
  private @Nullable PublicationWatch watch;

  EventBusBuilder(Vertx vertx, EventBusSettings settings, ModuleSchema module) {
    RequiredVertx.check();
    this.vertx = vertx;
    this.settings = settings;
    this.module = module;
    this.source = module.module();
    this.product = module.module();
  }

  /** The Vert.x instance of the bus, for handlers that need one. */
  public Vertx vertx() {
    return vertx;
  }

  /** Sets the known event types; those of mod-circulation by default. */
  public EventBusBuilder catalog(EventCatalog known) {
    catalog = known;
    return this;
  }

  /** Adds streams on which the module publishes. */
  public EventBusBuilder publish(Collection<String> streams) {
    published.addAll(streams);
    return this;
  }

  /** Adds a subscription. */
  public EventBusBuilder subscribe(Subscription subscription) {
    subscriptions.add(subscription);
    return this;
  }

  /** Adds a Liquibase changelog with the module's own tables, as a class path location. */
  public EventBusBuilder changelog(String location) {
    changelogs.add(location);
    return this;
  }

  /**
   * Sets the module id with version that consumers see; the module's name by default. On Eureka the
   * instance works only for tenants that are entitled for this version, if it is given.
   */
  public EventBusBuilder source(String moduleId) {
    source = moduleId;
    return this;
  }

  /**
   * Sets the id without version of the descriptor that tenants enable; the module's name by
   * default. A module may have several descriptors, one per mode. Each instance then works only for
   * the tenants that have enabled the descriptor of its mode. Tables and consumer groups belong to
   * the module.
   */
  public EventBusBuilder product(String name) {
    product = name;
    return this;
  }

  /**
   * Registers metrics in the registry, which the caller closes; without a registry nothing is
   * measured.
   */
  public EventBusBuilder metrics(MeterRegistry registry) {
    metrics = registry;
    return this;
  }

  /** The metrics registry, for the module's own metrics; empty if none is set. */
  public Optional<MeterRegistry> registry() {
    return Optional.ofNullable(metrics);
  }

  /** Adds a watch that sees each publication within the publishing transaction. */
  public EventBusBuilder watch(PublicationWatch publications) {
    watch = publications;
    return this;
  }

  /**
   * Sets how often metrics query the database for waiting events of each tenant; 15 s by default.
   */
  public EventBusBuilder metricsInterval(Duration interval) {
    metricsInterval = interval;
    return this;
  }

  /** Creates spans for published and handled events; without it there are none. */
  public EventBusBuilder tracing(OpenTelemetry telemetry) {
    tracing = telemetry;
    return this;
  }

  /**
   * Creates the bus; it connects to nothing before {@link EventBus#start}.
   *
   * @throws IllegalArgumentException if the description cannot work: two subscriptions have the
   *     same name, the catalog does not know a stream or a type, or a changelog is not on the class
   *     path
   */
  public EventBus build() {
    for (String changelog : changelogs) {
      require(
          EventBusBuilder.class.getClassLoader().getResource(changelog) != null,
          "There is no changelog %s on the class path".formatted(changelog));
    }
    for (String stream : published) {
      catalog.requireStream(stream, "The module publishes on stream " + stream);
    }
    Set<String> names = new HashSet<>();
    for (Subscription subscription : subscriptions) {
      require(
          names.add(subscription.name()),
          "Two subscriptions have the name %s. Names must be unique: the name is part of the consumer group's name"
              .formatted(subscription.name()));
      subscription.requireKnownTo(catalog);
    }
    return new AssembledBus(
        new BusPlan(
            vertx,
            settings,
            new BusPlan.Identity(module, source, product),
            new BusPlan.Content(catalog, published, subscriptions, changelogs, watch),
            new BusPlan.Telemetry(metrics, metricsInterval, tracing)));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
