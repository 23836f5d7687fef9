/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.assembly;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.PublicationWatch;
import org.folio.eventbus.Subscription;
import org.folio.eventbus.database.SchemaMigration;
import org.folio.eventbus.metrics.BusMeters;
import org.jspecify.annotations.Nullable;

/** What a bus is to be, as its builder was told. */
public record BusPlan(
    Vertx vertx,
    EventBusSettings settings,
    Identity identity,
    Content content,
    Telemetry telemetry) {

  /**
   * Who the module is.
   *
   * @param source its id with its version, as consumers see it
   * @param product the id of the descriptor that tenants enable, without version
   */
  public record Identity(ModuleSchema module, String source, String product) {}

  /**
   * What the module publishes and reads.
   *
   * @param published the streams on which it publishes
   * @param changelogs those of its own tables, as class path locations
   * @param watch sees what is published; null for nobody
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

    /** What the module may publish: what it only reads is not its to publish. */
    EventCatalog publishable() {
      return published.isEmpty() ? catalog : catalog.of(published);
    }
  }

  /**
   * How the bus shows what it does.
   *
   * @param metrics null for no metrics
   * @param interval how often metrics ask the database
   * @param tracing null for no spans
   */
  public record Telemetry(
      @Nullable MeterRegistry metrics, Duration interval, @Nullable OpenTelemetry tracing) {

    /** How often metrics ask the database unless that is set. */
    public static final Duration INTERVAL = BusMeters.DATABASE_INTERVAL;
  }
}
