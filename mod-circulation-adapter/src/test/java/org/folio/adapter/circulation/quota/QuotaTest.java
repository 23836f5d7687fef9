/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.adapter.circulation.AdapterUnderTest.LIMIT;
import static org.folio.adapter.circulation.AdapterUnderTest.checkOut;
import static org.folio.adapter.circulation.AdapterUnderTest.checkOuts;
import static org.folio.adapter.circulation.AdapterUnderTest.json;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.folio.adapter.circulation.AdapterUnderTest;
import org.folio.adapter.circulation.CirculationAdapter;
import org.folio.adapter.circulation.witness.WitnessSettings;
import org.folio.circulation.events.CirculationEventsClient;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.base.settings.Environment;
import org.folio.eventbus.okapi.OkapiSettings;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.okapi.quota.QuotaSettings;
import org.folio.eventbus.okapi.quota.TenantQuotas;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a tenant sees that has used up its quota. */
@WithEventBusServers
class QuotaTest {

  private static final String PATH = "/circulation-events";
  private static final int EVENTS_PER_SECOND = 200;
  private static ModuleProcess module;
  private static AdapterUnderTest adapter;

  private final UUID user = UUID.randomUUID();

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    module =
        ModuleProcess.start(
                new CirculationAdapter(
                    OkapiSettings.NONE,
                    new QuotaSettings(EVENTS_PER_SECOND, 0),
                    WitnessSettings.NONE),
                EventBusSettings.from(FolioEnvironment.of(kafka, database)),
                0)
            .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    adapter = new AdapterUnderTest(module.port(), database);
    adapter.enableTenant();
  }

  @AfterAll
  static void stop() {
    module.close();
  }

  @Test
  void requestBeyondTheQuotaIsRefusedWithTheTimeToWaitAndTheClientWaits() throws Exception {
    String batch =
        new JsonArray(checkOuts(user, 1_000).stream().map(JsonObject::new).toList()).encode();
    CirculationEventsClient client =
        new CirculationEventsClient(adapter.address(), () -> Map.of("X-Okapi-Tenant", "diku"));
    client.publish(batch).get(LIMIT.toSeconds(), TimeUnit.SECONDS);

    HttpResponse<String> refused = adapter.post(PATH, checkOut(user));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).startsWith("Tenant diku may publish 200 events a second");
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 6L);
    assertThat(adapter.stored(user)).as("nothing of it was stored").isEqualTo(1_000);

    client.publish(checkOut(user)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(adapter.stored(user)).isEqualTo(1_001);
  }

  @Test
  void streamIsSlowedDownToTheQuotaInsteadOfRefused() {
    long start = System.nanoTime();
    JsonObject progress = json(adapter.lines(PATH, checkOuts(user, 1_000)), 201);

    assertThat(progress.getLong("published")).isEqualTo(1_000);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("the first second's events are free, and the last chunk is waited for")
        .isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void quotasAreOffUnlessSetAndCountEachTenantForItself() {
    Environment none = new Environment(Map.of());
    assertThat(QuotaSettings.from(none)).isEqualTo(QuotaSettings.NONE);
    Environment set =
        new Environment(Map.of("EVENT_QUOTA_EVENTS", "10", "EVENT_QUOTA_BYTES", "2000"));
    TenantQuotas quotas = new TenantQuotas(QuotaSettings.from(set));
    TenantId diku = new TenantId("diku");
    TenantId other = new TenantId("other");

    assertThat(quotas.take(diku, 5, 4_000))
        .isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(quotas.take(other, 5, 500)).isZero();
    quotas.check(other);
    assertThat(List.of(none.asked().get(0).name(), none.asked().get(1).name()))
        .containsExactly("EVENT_QUOTA_EVENTS", "EVENT_QUOTA_BYTES");
  }
}
