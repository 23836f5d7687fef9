/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.assembly;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.PublicationWatch;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.database.SchemaMigration;
import org.folio.eventbus.metrics.BusMeters;
import org.folio.eventbus.tenant.Descriptor;
import org.jspecify.annotations.Nullable;

/** The description of a bus, as its builder collected it. */
public record BusPlan(
    Vertx vertx,
    EventBusSettings settings,
    Identity identity,
    Content content,
    Telemetry telemetry) {

  /**
   * The identity of the module.
   *
   * @param source its id with its version, as consumers see it
   * @param product the id of the descriptor that tenants enable, without version
   */
  public record Identity(ModuleSchema module, String source, String product) {

    /** The descriptor that tenants enable. Okapi's tenants work with whatever version runs. */
    Descriptor descriptor(EventBusSettings.Platform platform) {
      String name = module.module() + "-";
      return new Descriptor(
          product,
          platform == EventBusSettings.Platform.EUREKA && source.startsWith(name)
              ? Optional.of(source.substring(name.length()))
              : Optional.empty());
    }
  }

  /**
   * The streams and subscriptions of the module.
   *
   * @param published the streams that it publishes
   * @param changelogs the changelogs of its own tables, as class path locations
   * @param watch sees each publication; null for none
   */
  public record Content(
      EventCatalog catalog,
      Set<String> published,
      List<Subscription> subscriptions,
      List<String> changelogs,
      @Nullable PublicationWatch watch) {

    /** Copies the collections. */
    public Content {
      published = Set.copyOf(published);
      subscriptions = List.copyOf(subscriptions);
      changelogs = List.copyOf(changelogs);
    }

    // The tables of the bus come first; a module's own may refer to them.
    List<String> migrations() {
      return Stream.concat(Stream.of(SchemaMigration.EVENT_BUS), changelogs.stream()).toList();
    }

    /** The types that the module may publish: those of the published streams only. */
    EventCatalog publishable() {
      return published.isEmpty() ? catalog : catalog.of(published);
    }
  }

  /**
   * Metrics and tracing of the bus.
   *
   * @param metrics null for no metrics
   * @param interval how often metrics query the database
   * @param tracing null for no spans
   */
  public record Telemetry(
      @Nullable MeterRegistry metrics, Duration interval, @Nullable OpenTelemetry tracing) {

    /** The default interval at which metrics query the database. */
    public static final Duration INTERVAL = BusMeters.DATABASE_INTERVAL;
  }
}
