/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ThrowingRunnable;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.ChildJvmBuilder;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A released Okapi accepts the descriptors, starts the jars and calls the modules. */
@Tag("okapi")
@WithEventBusServers
class DeployedByOkapiTest {

  // The tenant with all adapters in place of the replaced modules.
  private static final String OWN = "riverside";

  // The tenant with all adapters in addition to the modules to which they deliver.
  private static final String FORWARDING = "hillside";

  // The tenant with the bridge in place of mod-pubsub.
  private static final String BRIDGED = "brookside";

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int REFUSED = 2;
  private static final Path CONSOLE =
      Project.ROOT.resolve("event-bus-console/target/event-bus-console.jar");
  private static final String CHECKED_OUT = "/automated-patron-blocks/handlers/item-checked-out";

  // The patron and the loan that the commands search for.
  private static final UUID PATRON = UUID.randomUUID();
  private static final UUID LOAN = UUID.randomUUID();

  private static OkapiInstallation installation;
  private static ReleasedOkapi okapi;
  private static DatabaseCoordinates database;
  private static List<String> timers;
  private static String event;

  private final UUID user = UUID.randomUUID();

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates coordinates) {
    database = coordinates;
    installation =
        new OkapiInstallation(
            Project.ROOT.resolve(System.getProperty("okapi.jar")),
            Path.of("target", "okapi.log"),
            kafka,
            coordinates);
    okapi = installation.okapi;
    installation.tenant(
        OWN,
        List.of(
            "mod-circulation-1.0.0",
            Deployable.CIRCULATION.id(),
            Deployable.FEES_FINES.id(),
            Deployable.PATRON_BLOCKS.id(),
            Deployable.AUDIT.id(),
            Deployable.REMOTE_STORAGE.id()));
    timers = installation.hurryTimers(OWN);
    installation.tenant(
        FORWARDING,
        List.of(
            "mod-circulation-1.0.0",
            "mod-patron-blocks-1.0.0",
            "mod-audit-1.0.0",
            "mod-remote-storage-1.0.0",
            "mod-orders-history-1.0.0"));
    installation.enable(
        FORWARDING,
        List.of(
            Deployable.CIRCULATION.id(),
            Deployable.FEES_FINES.id(),
            Deployable.FORWARDED_PATRON_BLOCKS.id(),
            Deployable.FORWARDED_AUDIT.id(),
            Deployable.FORWARDED_REMOTE_STORAGE.id()));
    installation.hurryTimers(FORWARDING);
    installation.tenant(BRIDGED, List.of("mod-patron-blocks-1.0.0"));
    installation.enable(BRIDGED, List.of(Deployable.PUBSUB_BRIDGE.id()));
    event = checkOut(OWN, PATRON, LOAN);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  private static String tenantOf(Deployable deployable) {
    if (deployable == Deployable.PUBSUB_BRIDGE) {
      return BRIDGED;
    }
    return deployable.name().startsWith("FORWARDED") ? FORWARDING : OWN;
  }

  private static HttpResponse<String> get(String tenant, String path) {
    return okapi.call("GET", path, "", "X-Okapi-Tenant", tenant);
  }

  private String checkOut(String tenant, UUID loan) {
    return checkOut(tenant, user, loan);
  }

  private static String checkOut(String tenant, UUID patron, UUID loan) {
    Map<String, Object> payload =
        LoanEvents.itemCheckedOut(patron, loan, Instant.now().plus(Duration.ofDays(1)));
    installation.store(payload);
    HttpResponse<String> answer =
        okapi.call(
            "POST",
            "/circulation-events",
            "{\"type\":\"ITEM_CHECKED_OUT\",\"payload\":" + LoanEvents.json(payload) + "}",
            "X-Okapi-Tenant",
            tenant);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Project.json(answer.body()).at("/events/0/id").asText();
  }

  private Set<String> countedLoans(String tenant) {
    return countedLoans(tenant, user);
  }

  private static Set<String> countedLoans(String tenant, UUID patron) {
    HttpResponse<String> answer = get(tenant, "/user-summary/" + patron);
    Set<String> loans = new TreeSet<>();
    if (answer.statusCode() == 200) {
      Project.json(answer.body())
          .path("openLoans")
          .forEach(loan -> loans.add(loan.path("loanId").asText()));
    }
    return loans;
  }

  private static void askBridge(String path, int status, String body) {
    HttpResponse<String> answer =
        okapi.call("POST", "/pubsub/" + path, body, "X-Okapi-Tenant", BRIDGED);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  private List<String> deliveredLoans(String tenant) {
    return installation.standIn("mod-patron-blocks").asked(tenant, CHECKED_OUT).stream()
        .map(request -> Project.json(request.body()))
        .filter(payload -> payload.path("userId").asText().equals(user.toString()))
        .map(payload -> payload.path("loanId").asText())
        .toList();
  }

  private static void awaitThat(ThrowingRunnable assertion) {
    await().atMost(LIMIT).untilAsserted(assertion);
  }

  @ParameterizedTest
  @EnumSource
  void descriptorIsKeptAsItWasPosted(Deployable deployable) {
    JsonNode kept =
        Project.json(okapi.call("GET", "/_/proxy/modules/" + deployable.id(), "").body());
    assertThat(kept.path("provides")).isEqualTo(deployable.descriptor().path("provides"));
    assertThat(kept.path("launchDescriptor"))
        .isEqualTo(deployable.descriptor().path("launchDescriptor"));
  }

  @ParameterizedTest
  @EnumSource
  void jarIsStartedByItsDeploymentDescriptor(Deployable deployable) {
    JsonNode health =
        Project.json(okapi.call("GET", "/_/discovery/health/" + deployable.id(), "").body());
    assertThat(health).hasSize(1);
    assertThat(health.at("/0/healthStatus").asBoolean()).as(health.toString()).isTrue();
  }

  @Test
  void eventPublishedThroughOkapiIsCounted() {
    UUID loan = UUID.randomUUID();
    checkOut(OWN, loan);
    awaitThat(() -> assertThat(countedLoans(OWN)).containsExactly(loan.toString()));
  }

  @Test
  void eventOfATenantThatForwardsIsDeliveredToTheDeployedModuleOnly() {
    UUID loan = UUID.randomUUID();
    checkOut(FORWARDING, loan);
    awaitThat(() -> assertThat(deliveredLoans(FORWARDING)).containsExactly(loan.toString()));
    assertThat(countedLoans(FORWARDING)).isEmpty();
  }

  @Test
  void bridgeTakesThePlaceOfModPubsubAndDelivers() {
    assertThat(okapi.enabled(BRIDGED))
        .contains("mod-patron-blocks-1.0.0")
        .doesNotContain("mod-pubsub-1.0.0");
    askBridge(
        "event-types",
        201,
        """
        {"eventType":"ITEM_CHECKED_OUT","description":"checked out","eventTTL":1,"signed":false}""");
    askBridge(
        "event-types/declare/subscriber",
        201,
        """
        {"moduleId":"mod-patron-blocks-1.0.0","subscriptionDefinitions":[
        {"eventType":"ITEM_CHECKED_OUT","callbackAddress":"%s"}]}"""
            .formatted(CHECKED_OUT));
    askBridge(
        "event-types/declare/publisher",
        201,
        """
        {"moduleId":"mod-circulation-1.0.0","eventDescriptors":[
        {"eventType":"ITEM_CHECKED_OUT","description":"checked out","eventTTL":1,"signed":false}]}""");
    UUID loan = UUID.randomUUID();
    ObjectNode published = JsonNodeFactory.instance.objectNode();
    published.put("id", UUID.randomUUID().toString()).put("eventType", "ITEM_CHECKED_OUT");
    published
        .putObject("eventMetadata")
        .put("tenantId", BRIDGED)
        .put("eventTTL", 1)
        .put("publishedBy", "mod-circulation-1.0.0");
    published.put(
        "eventPayload",
        LoanEvents.json(
            LoanEvents.itemCheckedOut(user, loan, Instant.now().plus(Duration.ofDays(1)))));
    askBridge("publish", 204, published.toString());
    awaitThat(() -> assertThat(deliveredLoans(BRIDGED)).containsExactly(loan.toString()));
  }

  @ParameterizedTest
  @EnumSource
  void adminRoutesAreFoundByTheIdOfTheModule(Deployable deployable) {
    String tenant = tenantOf(deployable);
    HttpResponse<String> answer =
        okapi.call(
            "GET",
            "/event-bus/subscriptions",
            "",
            "X-Okapi-Tenant",
            tenant,
            "X-Okapi-Module-Id",
            deployable.id());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(get(tenant, "/event-bus/subscriptions").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource
  void permissionsAreAnnounced(Deployable deployable) {
    String tenant = tenantOf(deployable);
    Set<String> names = new TreeSet<>();
    deployable
        .descriptor()
        .path("permissionSets")
        .forEach(one -> names.add(one.path("permissionName").asText()));
    String product = deployable.id().replaceFirst("-\\d.*$", "");
    assertThat(installation.permissions.of(tenant, product)).containsAll(names);
  }

  @Test
  void everyTimerIsCalled() {
    assertThat(timers).hasSize(4);
    for (String timer : timers) {
      okapi
          .process()
          .awaitLine(
              line -> line.contains("timer %s_%s call succeeded".formatted(OWN, timer)), LIMIT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trace {event}",
        "trace --user {user}",
        "trace --loan {loan}",
        "key circulation.loan-events {user}",
        "patron {user}",
        "tail --for 1",
        "export {event} --output {file}",
        "doctor",
        "lag",
        "gaps",
        "parked list",
        "inbox",
        "topics",
        "canary",
        "canary send circulation.loan-events --reason trying --yes",
        "operations",
        "republish circulation.loan-events --key {user} --first 1 --last 1 --reason trying",
        "reset patron-summary --to latest --reason trying",
        "reconcile --user {user}"
      })
  void commandAsksThroughOkapi(String command) {
    awaitThat(() -> assertThat(countedLoans(OWN, PATRON)).containsExactly(LOAN.toString()));
    assertThat(
            console(
                OWN,
                command
                    .replace("{event}", event)
                    .replace("{user}", PATRON.toString())
                    .replace("{loan}", LOAN.toString())
                    .replace("{file}", "target/event-" + event + ".json")))
        .isZero();
  }

  @Test
  void refusalOfAModuleComesThroughOkapi() {
    String command =
        "skip --subscription patron-summary --stream circulation.loan-events --key %s --first 9 --reason trying";
    assertThat(console(OWN, command.formatted(PATRON))).isEqualTo(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor", "lag", "topics", "reconcile --user {user}"})
  void commandAsksATenantThatForwards(String command) {
    assertThat(console(FORWARDING, command.replace("{user}", user.toString()))).isZero();
  }

  private static int console(String tenant, String command) {
    ChildJvmBuilder builder = ChildJvm.jar(CONSOLE).quickToStart();
    for (String word : command.split(" ")) {
      builder.argument(word);
    }
    try (ChildJvm process =
        builder
            .argument("--okapi")
            .argument(okapi.url().toString())
            .argument("--tenant")
            .argument(tenant)
            .logFile(Path.of("target", "okapi-commands.log"))
            .start()) {
      return process.awaitExit(LIMIT).orElseThrow();
    }
  }

  @Test
  void adaptersBesideTheModulesTakeNothingAway() {
    assertThat(okapi.enabled(FORWARDING))
        .contains(
            "mod-patron-blocks-1.0.0",
            "mod-audit-1.0.0",
            "mod-remote-storage-1.0.0",
            "mod-orders-history-1.0.0",
            "mod-circulation-1.0.0");
  }

  @Test
  void ownPatronBlocksReplacesTheModuleAndNothingElse() {
    assertThat(
            okapi.install(
                FORWARDING, "simulate=true", List.of("enable " + Deployable.PATRON_BLOCKS.id())))
        .containsExactlyInAnyOrder(
            "enable " + Deployable.PATRON_BLOCKS.id(),
            "disable " + Deployable.FORWARDED_PATRON_BLOCKS.id(),
            "disable mod-patron-blocks-1.0.0");
  }

  /** Other modules need routes of mod-audit that the adapter lacks. */
  @Test
  void ownModeIsRefusedBesideAModuleThatHasMore() {
    HttpResponse<String> answer =
        okapi.tryInstall(FORWARDING, "", List.of("enable " + Deployable.AUDIT.id()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("Collision!");
    adaptersBesideTheModulesTakeNothingAway();
  }

  @Test
  void ownModeComesAndGoesWhereTheModuleIsDisabledInTheSameCall() {
    String tenant = "woodside";
    installation.tenant(tenant, List.of("mod-audit-1.0.0"));
    okapi.install(
        tenant, "", List.of("disable mod-audit-1.0.0", "enable " + Deployable.AUDIT.id()));
    assertThat(get(tenant, "/audit-data/circulation/logs").statusCode()).isEqualTo(200);
    okapi.install(
        tenant,
        "",
        List.of(
            "disable " + Deployable.AUDIT.id(),
            "enable mod-audit-1.0.0",
            "enable " + Deployable.FORWARDED_AUDIT.id()));
    assertThat(okapi.enabled(tenant))
        .contains("mod-audit-1.0.0", Deployable.FORWARDED_AUDIT.id())
        .doesNotContain(Deployable.AUDIT.id());
  }

  @Test
  void tenantIsUpgradedDisabledEnabledAndPurged() {
    String tenant = "seaside";
    installation.tenant(
        tenant, List.of(Deployable.CIRCULATION.id(), Deployable.PATRON_BLOCKS.id()));
    UUID before = UUID.randomUUID();
    UUID meanwhile = UUID.randomUUID();
    UUID after = UUID.randomUUID();
    checkOut(tenant, before);

    String circulation = installation.nextVersion(Deployable.CIRCULATION);
    String blocks = installation.nextVersion(Deployable.PATRON_BLOCKS);
    installation.enable(tenant, List.of(circulation, blocks));
    assertThat(okapi.enabled(tenant))
        .contains(circulation, blocks)
        .doesNotContain(Deployable.CIRCULATION.id(), Deployable.PATRON_BLOCKS.id());

    okapi.install(tenant, "", List.of("disable " + blocks));
    assertThat(get(tenant, "/user-summary/" + user).statusCode()).isEqualTo(404);
    checkOut(tenant, meanwhile);
    installation.enable(tenant, List.of(blocks));
    checkOut(tenant, after);
    awaitThat(
        () ->
            assertThat(countedLoans(tenant))
                .containsExactlyInAnyOrder(
                    before.toString(), meanwhile.toString(), after.toString()));

    okapi.install(tenant, "purge=true", List.of("disable " + blocks, "disable " + circulation));
    assertThat(rows("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'seaside')"))
        .isEmpty();
    installation.enable(tenant, List.of(circulation, blocks));
    assertThat(countedLoans(tenant)).isEmpty();
  }

  private static List<String> rows(String query) {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Mode own starts from the beginning of the topic; mode forward resumes and delivers what
   * mod-patron-blocks missed.
   */
  @Test
  void switchingModesToAndFroUnderLoadLosesAndDoublesNothing()
      throws ExecutionException, InterruptedException, TimeoutException {
    String tenant = "lakeside";
    installation.tenant(
        tenant,
        List.of(Deployable.CIRCULATION.id(), "mod-circulation-1.0.0", "mod-patron-blocks-1.0.0"));
    installation.enable(tenant, List.of(Deployable.FORWARDED_PATRON_BLOCKS.id()));
    List<String> published = new ArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> publishing =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                UUID loan = UUID.randomUUID();
                checkOut(tenant, loan);
                published.add(loan.toString());
              }
            });

    awaitThat(() -> assertThat(deliveredLoans(tenant)).isNotEmpty());
    assertThat(installation.enable(tenant, List.of(Deployable.PATRON_BLOCKS.id())))
        .containsExactlyInAnyOrder(
            "enable " + Deployable.PATRON_BLOCKS.id(),
            "disable " + Deployable.FORWARDED_PATRON_BLOCKS.id(),
            "disable mod-patron-blocks-1.0.0");
    awaitThat(() -> assertThat(countedLoans(tenant)).isNotEmpty());
    int before = deliveredLoans(tenant).size();
    // With the dependency check, Okapi would enable mod-patron-blocks first, and its permissions
    // would conflict.
    okapi.install(
        tenant,
        "depCheck=false",
        List.of(
            "disable " + Deployable.PATRON_BLOCKS.id(),
            "enable mod-patron-blocks-1.0.0",
            "enable " + Deployable.FORWARDED_PATRON_BLOCKS.id()));
    awaitThat(() -> assertThat(deliveredLoans(tenant)).hasSizeGreaterThan(before));
    over.set(true);
    publishing.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

    awaitThat(
        () -> assertThat(deliveredLoans(tenant)).containsExactlyInAnyOrderElementsOf(published));
    assertThat(rows("SELECT loan_id FROM lakeside_mod_patron_blocks_adapter.patron_loan"))
        .containsAll(published.subList(0, before))
        .hasSizeGreaterThan(before);
  }
}
