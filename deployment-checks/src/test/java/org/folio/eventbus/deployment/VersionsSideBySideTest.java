/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.TenantCaller;
import org.folio.eventbus.testing.WithEventBusServers;
import org.folio.eventbus.testing.eureka.ApiGateway;
import org.folio.eventbus.testing.eureka.EntitlementTopic;
import org.folio.eventbus.testing.eureka.ModuleSidecar;
import org.folio.eventbus.testing.eureka.TenantEntitlements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jars of two versions of an adapter as processes. Eureka, by stand-ins, entitles some tenants for
 * the one and some for the other.
 */
@Tag("long")
@WithEventBusServers
class VersionsSideBySideTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String MODULE = Deployable.PATRON_BLOCKS.module;
  private static final String OLD = Deployable.PATRON_BLOCKS.id();
  private static final String NEW = MODULE + "-0.2.0";

  // The names of the processes, as receipts have them.
  private static final String OLD_PROCESS = "old-version";
  private static final String NEW_PROCESS = "new-version";

  // The tenant that is upgraded, and the one that has the new version from the beginning.
  private static final String UPGRADED = "riverside";
  private static final String YOUNG = "hillside";

  private static final int PATRONS = 8;
  private static final int ENOUGH = 500;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, List<String>> published =
      Map.of(UPGRADED, new CopyOnWriteArrayList<>(), YOUNG, new CopyOnWriteArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final KafkaBroker kafka;
  private final DatabaseCoordinates database;
  private final Map<String, String> environment;
  private final TenantEntitlements manager;
  private final ApiGateway gateway;

  VersionsSideBySideTest(KafkaBroker kafka, DatabaseCoordinates database) {
    this.kafka = kafka;
    this.database = database;
    this.environment = FolioEnvironment.of(kafka, database);
    environment.put("EVENT_PLATFORM", "eureka");
    environment.put("EVENT_TOPIC_PARTITIONS", "2");
    this.manager =
        new TenantEntitlements(opened(new EntitlementTopic(kafka, environment.get("ENV"))));
    this.gateway = opened(new ApiGateway(manager));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(0, resource);
    return resource;
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdownNow();
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void eachTenantIsServedByItsVersionAlsoWhileOneIsUpgradedUnderLoad(@TempDir Path folder)
      throws Exception {
    startCirculation();
    start(OLD_PROCESS, OLD, Deployable.PATRON_BLOCKS.target().resolve(MODULE + ".jar"));
    start(NEW_PROCESS, NEW, jarOfNewVersion(folder));
    manager.entitle(UPGRADED, Deployable.CIRCULATION.id());
    manager.entitle(YOUNG, Deployable.CIRCULATION.id());
    manager.entitle(UPGRADED, OLD);
    manager.entitle(YOUNG, NEW);

    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> publishing =
        CompletableFuture.allOf(publishing(UPGRADED, over), publishing(YOUNG, over));
    await().atMost(LIMIT).until(() -> applied(UPGRADED) > ENOUGH && applied(YOUNG) > ENOUGH);
    assertThat(processes(UPGRADED)).containsExactly(OLD_PROCESS);
    assertThat(processes(YOUNG)).containsExactly(NEW_PROCESS);

    manager.upgrade(UPGRADED, OLD, NEW);
    int before = applied(UPGRADED);
    await().atMost(LIMIT).until(() -> applied(UPGRADED) > before + ENOUGH);
    over.set(true);
    publishing.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

    for (String tenant : List.of(UPGRADED, YOUNG)) {
      int all = published.get(tenant).size();
      await().atMost(LIMIT).until(() -> applied(tenant) >= all);
      assertThat(rows("SELECT loan_id FROM %s.patron_loan", tenant))
          .containsExactlyInAnyOrderElementsOf(published.get(tenant));
      assertThat(applied(tenant)).as("each applied once").isEqualTo(all);
    }
    assertThat(processes(YOUNG)).containsExactly(NEW_PROCESS);
    assertThat(processesInTheOrderOfKeys())
        .as("per key, the old version and then the new one")
        .allMatch(line -> line.matches("(%s )+(%s )+".formatted(OLD_PROCESS, NEW_PROCESS)));
    assertThat(groups()).isNotEmpty().noneMatch(group -> group.matches(".*0\\.[12]\\.0.*"));
  }

  private void startCirculation() {
    int port = FreePorts.next();
    ModuleSidecar sidecar = sidecar(Deployable.CIRCULATION.id(), Deployable.CIRCULATION, port);
    opened(RunningModule.start(Deployable.CIRCULATION, variables(sidecar), port));
  }

  private void start(String name, String id, Path jar) {
    int port = FreePorts.next();
    ModuleSidecar sidecar = sidecar(id, Deployable.PATRON_BLOCKS, port);
    ChildJvmBuilder builder =
        ChildJvm.jar(jar)
            .quickToStart()
            .systemProperty("http.port", Integer.toString(port))
            .environment("EVENT_INSTANCE_ID", name)
            .logFile(Path.of("target", name + ".log"));
    variables(sidecar).forEach(builder::environment);
    opened(builder.start());
    TenantCaller caller = new TenantCaller(address(port));
    await()
        .atMost(LIMIT)
        .ignoreExceptionsMatching(AssertionError.class::isInstance)
        .until(() -> caller.get("any", "/admin/ready").statusCode() == 200);
  }

  private Map<String, String> variables(ModuleSidecar sidecar) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("OKAPI_URL", sidecar.url().toString());
    return variables;
  }

  private ModuleSidecar sidecar(String id, Deployable deployable, int port) {
    ObjectNode descriptor = deployable.descriptor().deepCopy();
    ModuleSidecar sidecar = opened(new ModuleSidecar(descriptor.put("id", id), address(port)));
    manager.discover(sidecar);
    return sidecar;
  }

  private static URI address(int port) {
    return URI.create("http://localhost:" + port);
  }

  // The same classes and libraries; a module knows its version from the manifest.
  private static Path jarOfNewVersion(Path folder) throws IOException {
    Path target = Deployable.PATRON_BLOCKS.target();
    Path jar = folder.resolve(MODULE + ".jar");
    try (JarFile old = new JarFile(target.resolve(MODULE + ".jar").toFile())) {
      Manifest manifest = old.getManifest();
      Attributes attributes = manifest.getMainAttributes();
      attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, NEW.substring(MODULE.length() + 1));
      attributes.put(
          Attributes.Name.CLASS_PATH,
          attributes
              .getValue(Attributes.Name.CLASS_PATH)
              .replace("lib/", target.resolve("lib").toUri().toString()));
      try (JarOutputStream copy = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
        for (JarEntry entry : old.stream().toList()) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            copy.putNextEntry(new JarEntry(entry.getName()));
            old.getInputStream(entry).transferTo(copy);
          }
        }
      }
    }
    return jar;
  }

  // Each patron of the tenant checks out one item after another.
  private CompletableFuture<Void> publishing(String tenant, AtomicBoolean over) {
    return CompletableFuture.allOf(
        Stream.generate(UUID::randomUUID)
            .limit(PATRONS)
            .map(
                user ->
                    CompletableFuture.runAsync(
                        () -> {
                          while (!over.get()) {
                            published.get(tenant).add(checkOut(tenant, user));
                          }
                        },
                        threads))
            .toArray(CompletableFuture[]::new));
  }

  private String checkOut(String tenant, UUID user) {
    UUID loan = UUID.randomUUID();
    Map<String, Object> payload =
        LoanEvents.itemCheckedOut(user, loan, Instant.now().plus(Duration.ofDays(1)));
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(gateway.url().resolve("/circulation-events"))
                  .timeout(LIMIT)
                  .header("X-Okapi-Tenant", tenant)
                  .header("X-Okapi-Token", "token-of-a-user")
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"type\":\"ITEM_CHECKED_OUT\",\"payload\":"
                              + LoanEvents.json(payload)
                              + "}"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return loan.toString();
  }

  private int applied(String tenant) {
    return Integer.parseInt(
        rows("SELECT count(*) FROM %s.event_receipt WHERE outcome = 'APPLIED'", tenant).get(0));
  }

  private Set<String> processes(String tenant) {
    return new TreeSet<>(rows("SELECT DISTINCT instance FROM %s.event_receipt", tenant));
  }

  private List<String> processesInTheOrderOfKeys() {
    return rows(
        "SELECT string_agg(instance || ' ', '' ORDER BY sequence) FROM %s.event_receipt"
            + " WHERE outcome = 'APPLIED' GROUP BY key",
        UPGRADED);
  }

  private List<String> rows(String query, String tenant) {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(query.formatted(tenant + "_mod_patron_blocks_adapter"))) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> groups() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin.listGroups().all().get(LIMIT.toSeconds(), TimeUnit.SECONDS).stream()
          .map(GroupListing::groupId)
          .filter(group -> group.startsWith(environment.get("ENV") + "." + MODULE))
          .toList();
    }
  }
}
