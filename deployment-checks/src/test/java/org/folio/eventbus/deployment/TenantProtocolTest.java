/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.TenantCaller;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Modules in processes, enabled and disabled as Okapi does it (contract: platform 4.6). */
@Tag("long")
@WithEventBusServers
class TenantProtocolTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final KafkaBroker kafka;
  private final DatabaseCoordinates database;
  private final Map<String, String> environment;

  TenantProtocolTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.database = postgres.newDatabase();
    this.environment = FolioEnvironment.of(kafka, database);
  }

  private ModuleInstance instance(Deployable deployable) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(deployable.variables);
    return new ModuleInstance(deployable, variables);
  }

  private Set<String> schemas() {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE '%\\_mod\\_%'")) {
      Set<String> schemas = new TreeSet<>();
      while (rows.next()) {
        schemas.add(rows.getString(1));
      }
      return schemas;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Set<String> topics() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      Set<String> topics = new TreeSet<>(admin.listTopics().names().get(30, TimeUnit.SECONDS));
      topics.removeIf(topic -> !topic.startsWith(environment.get("ENV") + "."));
      return topics;
    }
  }

  private static int answer(ModuleInstance module, String tenant) {
    return module.tenants().get(tenant, "/event-bus/outbox").statusCode();
  }

  // Both modes of a module have the same tables and topics.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "FORWARDED_.*")
  void aTenantIsEnabledUpgradedDisabledAndPurged(Deployable deployable) {
    String id = deployable.module + "-0.1.0";
    try (ModuleInstance module = instance(deployable).awaitReady()) {
      TenantCaller okapi = module.tenants();
      assertThat(answer(module, "riverside")).isEqualTo(400);
      okapi.enable("riverside", id);
      okapi.enable("riverside", id);
      assertThat(answer(module, "riverside")).isEqualTo(200);
      okapi.upgrade("riverside", id, deployable.module + "-0.2.0");
      okapi.disable("riverside", id);
      okapi.disable("riverside", id);
      assertThat(schemas()).hasSize(1);
      okapi.enable("riverside", id);
      assertThat(answer(module, "riverside")).isEqualTo(200);
      okapi.purge("riverside", id);
      okapi.purge("riverside", id);
      assertThat(schemas()).isEmpty();
      assertThat(answer(module, "riverside")).isEqualTo(400);
      okapi.enableAfterPurge("riverside", id);
      assertThat(answer(module, "riverside")).isEqualTo(200);
    }
  }

  @Test
  void twoInstancesAreCalledAtOnceForTheSameTenants() throws Exception {
    String id = "mod-patron-blocks-adapter-0.1.0";
    try (ModuleInstance one = instance(Deployable.PATRON_BLOCKS);
        ModuleInstance two = instance(Deployable.PATRON_BLOCKS)) {
      one.awaitReady();
      two.awaitReady();
      for (String tenant : List.of("riverside", "hillside", "lakeside")) {
        both(() -> one.tenants().enable(tenant, id), () -> two.tenants().enable(tenant, id));
        assertThat(answer(one, tenant)).isEqualTo(200);
        assertThat(answer(two, tenant)).isEqualTo(200);
        // Okapi never purges and enables at once. Whichever call wins, the tenant can be enabled
        // afterwards.
        both(
            () -> one.tenants().post(tenant, "{\"purge\":true}"),
            () -> two.tenants().post(tenant, "{\"module_to\":\"" + id + "\"}"));
        two.tenants().enable(tenant, id);
        assertThat(answer(one, tenant)).isEqualTo(200);
        assertThat(answer(two, tenant)).isEqualTo(200);
      }
    }
  }

  private static void both(Runnable one, Runnable two)
      throws ExecutionException, InterruptedException, TimeoutException {
    CompletableFuture.allOf(CompletableFuture.runAsync(one), CompletableFuture.runAsync(two))
        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void anEnablingThatIsKilledInTheMiddleIsFinishedByTheNextCall() throws Exception {
    String id = "mod-patron-blocks-adapter-0.1.0";
    try (ModuleInstance module = instance(Deployable.PATRON_BLOCKS).awaitReady()) {
      CompletableFuture<Void> enabling =
          CompletableFuture.runAsync(() -> module.tenants().enable("riverside", id));
      // The schema exists first; its tables follow about a second later.
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> !schemas().isEmpty() || enabling.isDone());
      module.kill();
      module.restart();
      assertThatCode(() -> enabling.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .doesNotThrowAnyException();
      assertThat(answer(module, "riverside")).isEqualTo(200);

      CompletableFuture<Void> purging =
          CompletableFuture.runAsync(() -> module.tenants().purge("riverside", id));
      module.kill();
      module.restart();
      assertThatCode(() -> purging.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .doesNotThrowAnyException();
      assertThat(schemas()).isEmpty();
    }
  }

  @Test
  void aNameThatIsNoTenantTouchesNeitherSchemasNorTopics() throws Exception {
    try (ModuleInstance module = instance(Deployable.CIRCULATION).awaitReady()) {
      Set<String> before = topics();
      for (String name : List.of("River", "pg_river", "event-bus", "r".repeat(32), "a.b", "x\"y")) {
        assertThat(module.tenants().post(name, "{\"module_to\":\"mod-x-1.0.0\"}").statusCode())
            .as(name)
            .isEqualTo(400);
      }
      assertThat(schemas()).isEmpty();
      assertThat(topics()).isEqualTo(before);
    }
  }
}
