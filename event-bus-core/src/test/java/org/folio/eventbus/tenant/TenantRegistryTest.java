/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.ModuleSchema;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.progress.ProgressWatch;
import org.folio.eventbus.database.ModuleDatabase;
import org.folio.eventbus.database.Notifications;
import org.folio.eventbus.database.SchemaMigration;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithEventBusServers
class TenantRegistryTest {

  private static final ModuleSchema MODULE = new ModuleSchema("mod-x");
  private static final Descriptor OWN = Descriptor.of("mod-x-1.0.0");
  private static final TenantId DIKU = new TenantId("diku");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  // Of the five seconds of a revocation, one is for its way over Kafka and the end of the work.
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(4);

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final EventBusSettings settings;
  private final ModuleDatabase database;
  private final TenantRegistry registry;
  private volatile Set<TenantId> enabled = Set.of();

  TenantRegistryTest(KafkaBroker kafka, PostgresServer postgres) {
    settings = EventBusSettings.from(FolioEnvironment.of(kafka, postgres.newDatabase()));
    database = ModuleDatabase.open(vertx, settings, MODULE.module(), Map.of());
    registry = registry();
  }

  private TenantRegistry registry() {
    return new TenantRegistry(
        vertx,
        context,
        database,
        MODULE,
        OWN,
        new SchemaMigration(settings.database(), List.of(SchemaMigration.EVENT_BUS)),
        tenants -> {
          enabled = tenants;
          return Future.succeededFuture();
        });
  }

  @BeforeEach
  void enable() throws Exception {
    get(registry.enable(DIKU, Set.of(), Future::succeededFuture));
  }

  @AfterEach
  void close() throws Exception {
    registry.close();
    get(database.close());
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private boolean after(boolean entitled, int second, long offset) throws Exception {
    get(
        registry.entitled(
            new Entitlement(DIKU, OWN, entitled, Instant.ofEpochSecond(second), offset)));
    return get(registry.isEnabled(DIKU));
  }

  /** As from a process that paused and has lost its place in the group. */
  @Test
  void anEventThatIsWrittenLateChangesNothing() throws Exception {
    assertThat(after(false, 10, 10)).isFalse();
    assertThat(after(true, 11, 11)).isTrue();
    assertThat(after(false, 10, 10)).isTrue();

    assertThat(after(false, 12, 12)).isFalse();
    assertThat(after(true, 11, 11)).isFalse();
  }

  @Test
  void aCallAfterARevocationCountsThoughTheRevocationIsReadAgain() throws Exception {
    assertThat(after(false, 10, 10)).isFalse();
    enable();
    assertThat(after(false, 10, 10)).isTrue();
  }

  @Test
  void aLaterEventCountsWhenClocksDifferOrTheTopicWasMadeAnew() throws Exception {
    assertThat(after(false, 10, 10)).isFalse();
    assertThat(after(true, 9, 11)).isTrue();
    assertThat(after(false, 12, 0)).isFalse();
  }

  /** As when the database takes no further session. */
  @Test
  void aRevocationIsNoticedInTimeWithoutNotifications() throws Exception {
    TenantRegistry deaf = registry();
    enabled = Set.of();
    deaf.start(new Notifications(vertx, context, database.options(), new ProgressWatch()));
    try {
      await().atMost(LIMIT).until(() -> enabled.contains(DIKU));
      after(false, 10, 10);
      await().atMost(NOTICED_WITHIN).until(() -> enabled.isEmpty());
    } finally {
      deaf.close();
    }
  }
}
