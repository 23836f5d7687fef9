/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.circulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.EventBus;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.EventCatalog;
import org.folio.eventbus.EventDraft;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.okapi.testing.OkapiWithModule;
import org.folio.eventbus.testing.AccountEvents;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.TenantCaller;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The deliveries of a process: what its log tells, and what it does not. */
@Tag("long")
@WithEventBusServers
class DeliveryProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TenantId DIKU = new TenantId("diku");

  private final List<String> output = new CopyOnWriteArrayList<>();
  private final int port = FreePorts.next();

  @Test
  void theLogTellsOfDeliveriesAndOfFailuresAndNeverATokenOrThePassword(
      KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    Map<String, String> variables = FolioEnvironment.of(kafka, database);
    Vertx vertx = Vertx.vertx();
    EventBus feesFines =
        EventBus.builder(vertx, EventBusSettings.from(variables), "mod-test-feesfines")
            .catalog(EventCatalog.feesFines())
            .publish(EventCatalog.feesFines().streams())
            .build();
    get(feesFines.start());
    get(feesFines.tenants().enable(DIKU));
    try (OkapiWithModule okapi = new OkapiWithModule()) {
      UUID refused = UUID.randomUUID();
      okapi.answers(
          request -> {
            String token = String.valueOf(request.getHeader("X-Okapi-Token"));
            if (token.equals(OkapiWithModule.TOKEN + "1")) {
              return 401;
            }
            return request.getBodyAsString().contains(refused.toString())
                ? 422
                : okapi.calls.size() < 5 ? 503 : 204;
          });
      variables.put("OKAPI_URL", okapi.url());
      variables.put("SYSTEM_USER_NAME", "bus");
      variables.put("SYSTEM_USER_PASSWORD", OkapiWithModule.PASSWORD);
      try (ChildJvm process = start(variables)) {
        await().atMost(LIMIT).untilAsserted(this::enableTenant);
        for (UUID loan : List.of(UUID.randomUUID(), refused)) {
          EventDraft draft =
              EventDraft.of(
                  "LOAN_RELATED_FEE_FINE_CLOSED",
                  new JsonObject(AccountEvents.loanRelatedFeeFineClosed(loan)));
          get(
              feesFines
                  .pool()
                  .withTransaction(tx -> feesFines.publisher().publish(tx, DIKU, List.of(draft))));
        }
        await().atMost(LIMIT).until(() -> okapi.accepted().size() == 1);
        await().atMost(LIMIT).until(() -> log().contains("CEB-1301"));
        assertThat(process.alive()).isTrue();
      }
      assertThat(okapi.logins.get()).isEqualTo(2);
      assertThat(log())
          .contains(
              "CEB-1005 Events of fees and fines are delivered to mod-circulation through Okapi at "
                  + okapi.url()
                  + ", as the system user")
          .contains("CEB-1205")
          .contains("status 422: must not be null")
          .doesNotContain(OkapiWithModule.TOKEN, OkapiWithModule.PASSWORD);
    } finally {
      get(feesFines.close());
      get(vertx.close());
    }
  }

  @Test
  void withoutOkapiTheLogSaysThatNothingIsDelivered(
      KafkaBroker kafka, DatabaseCoordinates database) {
    try (ChildJvm process = start(FolioEnvironment.of(kafka, database))) {
      await().atMost(LIMIT).until(() -> log().contains("CEB-1003"));
      assertThat(process.alive()).isTrue();
    }
    assertThat(log())
        .contains("CEB-1005 Events of fees and fines are not delivered to mod-circulation")
        .contains("set OKAPI_URL");
  }

  @Test
  void wrongSettingsOfOkapiEndTheProcessWithASentenceForEach() {
    Map<String, String> variables =
        Map.of(
            "DB_DATABASE", "folio",
            "DB_USERNAME", "folio",
            "DB_PASSWORD", "folio",
            "OKAPI_URL", "okapi:9130",
            "SYSTEM_USER_NAME", "bus");
    try (ChildJvm process = start(variables)) {
      assertThat(process.awaitExit(LIMIT)).hasValue(1);
    }
    assertThat(log())
        .contains("OKAPI_URL is \"okapi:9130\"; expected the address of Okapi")
        .contains("SYSTEM_USER_NAME is set without SYSTEM_USER_PASSWORD")
        .doesNotContain("\tat ");
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private String log() {
    return String.join("\n", output);
  }

  private ChildJvm start(Map<String, String> variables) {
    ChildJvmBuilder builder =
        ChildJvm.mainClass(CirculationAdapter.class.getName())
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port))
            // The log that operators see, not that of tests.
            .systemProperty("log4j2.configurationFile", "classpath:log4j2.properties")
            .output(output::add);
    variables.forEach(builder::environment);
    return builder.start();
  }

  private void enableTenant() {
    new TenantCaller(URI.create("http://localhost:" + port))
        .enable("diku", "mod-circulation-adapter-0.1.0");
  }
}
