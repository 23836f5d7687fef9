/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.console.Installation.awaitThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.folio.eventbus.console.Installation.Run;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.WithEventBusServers;
import org.folio.eventbus.testing.eureka.ApiGateway;
import org.folio.eventbus.testing.eureka.EntitlementTopic;
import org.folio.eventbus.testing.eureka.ModuleSidecar;
import org.folio.eventbus.testing.eureka.TenantEntitlements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules are found and asked through Okapi. */
@Tag("long")
@WithEventBusServers
class OkapiTest {

  private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.secret";
  private static final String ADMIN_TOKEN = "0123456789abcdef";
  private static final String MODULE_ID = "X-Okapi-Module-Id";
  private static final String CIRCULATION = "mod-circulation-adapter-0.1.0";
  private static final String PATRON_BLOCKS = "mod-patron-blocks-adapter-0.1.0-SNAPSHOT.7";
  private static final String FEES_FINES = "mod-feesfines-adapter-0.1.0";
  private static final String ADMIN_HEADER = "X-Event-Bus-Admin-Token";
  private static final String PROVIDERS = "/_/proxy/tenants/diku/interfaces/event-bus-admin";
  private static final String CHARGED_OUT = "3d7c52dc-c732-4223-8bf8-e5917801386f";
  private static final String JOBS = "/automated-patron-blocks/synchronization";

  private static final WireMockServer OKAPI =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private static Installation installation;

  private final UUID user = UUID.randomUUID();

  @TempDir private Path folder;

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) {
    OKAPI.start();
    installation = new Installation(kafka, database);
  }

  @AfterAll
  static void stop() {
    installation.close();
    OKAPI.stop();
  }

  @BeforeEach
  void route() {
    OKAPI.resetAll();
    OKAPI.stubFor(
        get(PROVIDERS)
            .withHeader("X-Okapi-Token", equalTo(TOKEN))
            .willReturn(
                okJson(
                    "[{\"id\":\"mod-circulation-adapter-0.1.0\"},{\"id\":\"mod-patron-blocks-adapter-0.1.0-SNAPSHOT.7\"}]")));
    proxy(CIRCULATION, "/circulation-events.*", installation.circulation);
    proxy(PATRON_BLOCKS, "/automated-patron-blocks.*", installation.patronBlocks);
  }

  // As Okapi does (ModuleCache.lookup): with the header, it searches only interfaces of type
  // multiple.
  private static void proxy(String id, String ordinary, ModuleProcess module) {
    ResponseDefinitionBuilder proxied =
        aResponse()
            .proxiedFrom(Installation.url(module))
            .withAdditionalRequestHeader("X-Okapi-Url", OKAPI.baseUrl());
    OKAPI.stubFor(
        any(urlPathMatching("/event-bus/.*"))
            .withHeader(MODULE_ID, equalTo(id))
            .withHeader("X-Okapi-Token", equalTo(TOKEN))
            .willReturn(proxied));
    OKAPI.stubFor(
        any(urlPathMatching(ordinary))
            .withHeader(MODULE_ID, absent())
            .withHeader("X-Okapi-Token", equalTo(TOKEN))
            .willReturn(proxied));
  }

  private Run bus(String... arguments) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    return Installation.run(
        Map.of("BUS_ADMIN_TOKEN", ADMIN_TOKEN),
        withOptions(
            arguments,
            "--okapi",
            OKAPI.baseUrl(),
            "--tenant",
            "diku",
            "--token-file",
            token.toString()));
  }

  private static String[] withOptions(String[] arguments, String... options) {
    String[] all = Arrays.copyOf(arguments, arguments.length + options.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    return all;
  }

  @Test
  void actionThatAModuleRefusesIsWrongUsage() throws IOException {
    OKAPI.stubFor(
        post(urlPathMatching("/event-bus/subscriptions/.*/reset"))
            .willReturn(aResponse().withStatus(409).withBody("1 other processes read")));

    Run run = bus("reset", Installation.SUMMARY, "--to", "earliest", "--reason", "a test", "--yes");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("1 other processes read");
  }

  @Test
  void whoMayNotHearTheWitnessIsToldThatItIsNotKnownWhatItHasFound() throws IOException {
    OKAPI.stubFor(
        get(urlPathMatching("/circulation-events/witness/findings"))
            .willReturn(
                aResponse()
                    .withStatus(403)
                    .withBody("Access requires permission: circulation-events-witness.get")));

    Run run = bus("trace", "--user", user.toString(), "--loan", UUID.randomUUID().toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.words())
        .contains("was never published for tenant diku")
        .contains(
            "What the witness of mod-circulation-adapter has found about the loan is not known")
        .contains("Access requires permission: circulation-events-witness.get");
  }

  /** Only storage knows a loan whose event was never published. */
  @Test
  void loanThatOnlyStorageKnowsIsToldBesideTheEventsOfThePatron() throws IOException {
    installation.awaitApplied(installation.checkOut(user));
    String loan = UUID.randomUUID().toString();
    ofStorage(
        "/event-bus/patrons/" + user,
        """
        {"storage": {"loans": {"open": 2, "differences": [{
          "kind": "LOAN_MISSING", "recordId": "%s", "summary": "absent",
          "storage": {}, "cause": "NOT_ARRIVED",
          "evidence": "all events up to sequence 1 are applied"}]},
          "feesFines": {"open": 3, "differences": []}}}
        """
            .formatted(loan));

    Run run = bus("trace", "--user", user.toString());

    assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
    assertThat(run.words())
        .contains("was sent and applied by patron-summary")
        .contains("LOAN_MISSING of " + loan + ", NOT_ARRIVED")
        .contains("Mod-feesfines has 3 accounts of the patron open")
        .contains("./bus reconcile " + connection() + " --user " + user);
  }

  /** A comparison has repaired such a loan. The question needs no patron. */
  @Test
  void loanThatIsCountedWithoutAnEventIsNotSaidToBeLacking() throws IOException {
    String loan = UUID.randomUUID().toString();
    ofStorage(
        "/event-bus/loans/" + loan,
        "{\"storage\": {\"loans\": {\"open\": 1, \"differences\": []}}}");

    for (Run run :
        List.of(
            bus("trace", "--loan", loan),
            bus("trace", "--user", user.toString(), "--loan", loan))) {
      assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
      assertThat(run.words())
          .contains("was never published for tenant diku")
          .contains("Loan storage has loan " + loan + " open, and mod-patron-blocks-adapter counts")
          .doesNotContain("the count may lack it");
    }
  }

  private static void ofStorage(String path, String answer) {
    OKAPI.stubFor(
        get(urlPathMatching(path))
            .atPriority(1)
            .withHeader(MODULE_ID, equalTo(PATRON_BLOCKS))
            .willReturn(okJson(answer)));
  }

  /** The loan is not missing yet, and no count confirms it. */
  @Test
  void loanThatStorageHasJustChangedIsNotSaidToBeCounted() throws IOException {
    installation.awaitApplied(installation.checkOut(user));
    String loan = UUID.randomUUID().toString();
    String late =
        """
        {"storage": {"loans": {"open": 2, "differences": [{
          "kind": "LOAN_MISSING", "recordId": "%s", "summary": "absent",
          "storage": {}, "cause": "LATE", "evidence": "storage changed it just now"}]}}}
        """
            .formatted(loan);
    ofStorage("/event-bus/patrons/" + user, late);
    ofStorage("/event-bus/loans/" + loan, late);

    for (Run run :
        List.of(
            bus("trace", "--user", user.toString()),
            bus("trace", "--user", user.toString(), "--loan", loan))) {
      assertThat(run.exitCode()).as(run.all()).isNotZero();
      assertThat(run.words())
          .contains("is not known yet, for it has just changed: LOAN_MISSING of " + loan)
          .contains("Ask again in a minute")
          .doesNotContain("counts the same");
    }
  }

  /** The key of these events is the account; only the payload names the patron. */
  @Test
  void eventsOfThePatronsAccountsAreFound() throws IOException {
    String event = UUID.randomUUID().toString();
    OKAPI.stubFor(
        get(PROVIDERS)
            .withHeader("X-Okapi-Token", equalTo(TOKEN))
            .willReturn(
                okJson(
                    "[{\"id\":\"%s\"},{\"id\":\"%s\"},{\"id\":\"%s\"}]"
                        .formatted(CIRCULATION, PATRON_BLOCKS, FEES_FINES))));
    ofFeesFines(absent(), "");
    ofFeesFines(
        equalTo("feesfines.account-events"),
        """
        {"eventId": "%s", "verdict": "SENT", "type": "FEE_FINE_BALANCE_CHANGED",
         "stream": "feesfines.account-events", "key": "%s", "sequence": 1, "publication": {
           "storedAt": "2026-03-01T10:15:30Z", "sentAt": "2026-03-01T10:15:30Z",
           "topic": "folio.diku.feesfines.account-events", "partition": 1, "offset": 7},
         "subscriptions": []}
        """
            .formatted(event, UUID.randomUUID()));

    Run run = bus("trace", "--user", user.toString());

    assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
    assertThat(run.words())
        .contains("FEE_FINE_BALANCE_CHANGED 1 of account")
        .contains("but not applied by patron-fees-fines of mod-patron-blocks-adapter")
        .doesNotContain("never published", "were not looked for");
    assertThat(bus("trace", "--user", user.toString(), "--json").json().at("/events/0/eventId"))
        .hasToString("\"" + event + "\"");
  }

  private void ofFeesFines(StringValuePattern stream, String event) {
    OKAPI.stubFor(
        get(urlPathMatching("/event-bus/events"))
            .atPriority(1)
            .withHeader(MODULE_ID, equalTo(FEES_FINES))
            .withQueryParam("stream", stream)
            .willReturn(
                okJson(
                    """
                    {"keptDays": 90, "tenant": {"enabled": true}, "events": [%s], "missing": [],
                     "searched": [{"table": "journal", "by": "by time", "complete": true}],
                     "complete": true, "explanation": ""}
                    """
                        .formatted(event))));
  }

  /** The options with which a command asks the same modules. */
  private String connection() {
    return "--okapi %s --tenant diku --token-file %s"
        .formatted(OKAPI.baseUrl(), folder.resolve("token"));
  }

  @Test
  void eachProviderOfTheInterfaceIsAskedByItsIdAndTheTokensAreNeverShown() throws IOException {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);

    Run run = bus("trace", event);

    assertThat(run.exitCode()).as(run.all()).isZero();
    assertThat(run.words())
        .contains("was sent and applied by patron-summary of mod-patron-blocks-adapter");
    assertThat(run.all()).doesNotContain(TOKEN, ADMIN_TOKEN);
    OKAPI.verify(getRequestedFor(urlPathMatching(PROVIDERS)).withoutHeader(ADMIN_HEADER));
    OKAPI.verify(
        getRequestedFor(urlPathMatching("/event-bus/events/.*"))
            .withHeader(ADMIN_HEADER, equalTo(ADMIN_TOKEN))
            .withHeader("X-Okapi-Module-Id", equalTo("mod-circulation-adapter-0.1.0"))
            .withHeader("X-Okapi-Tenant", equalTo("diku")));
    Run fromEnvironment =
        Installation.run(
            Map.of("OKAPI_URL", OKAPI.baseUrl(), "OKAPI_TENANT", "diku", "OKAPI_TOKEN", TOKEN),
            "doctor");
    assertThat(fromEnvironment.exitCode()).as(fromEnvironment.all()).isZero();
    assertThat(fromEnvironment.out())
        .contains("mod-patron-blocks-adapter-0.1.0-SNAPSHOT.7 answers within");
    assertThat(fromEnvironment.all()).doesNotContain(TOKEN);
  }

  /** Eureka's gateway has no route of Okapi's own, or mod-okapi-facade, which answers 501. */
  @Test
  void modulesOfAnEntitledApplicationAreFoundWhereOkapisRoutesAreAbsent() throws IOException {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);
    OKAPI.stubFor(
        get(urlPathMatching("/entitlements/diku/applications"))
            .withHeader("X-Okapi-Token", equalTo(TOKEN))
            .withHeader("X-Okapi-Tenant", equalTo("diku"))
            .withQueryParam("offset", equalTo("0"))
            .willReturn(
                okJson(
                    """
                    {"applicationDescriptors": [
                       {"id": "app-platform-1.0.0", "moduleDescriptors": [
                         {"id": "mod-users-19.5.0", "provides": [{"id": "users"}]}]},
                       {"id": "app-event-bus-0.1.0", "moduleDescriptors": [
                         {"id": "%s", "provides": [{"id": "_tenant"}, {"id": "event-bus-admin"}]}]}],
                     "totalRecords": 3}
                    """
                        .formatted(CIRCULATION))));
    OKAPI.stubFor(
        get(urlPathMatching("/entitlements/diku/applications"))
            .withQueryParam("offset", equalTo("2"))
            .willReturn(
                okJson(
                    """
                    {"applicationDescriptors": [
                       {"id": "app-other-0.1.0", "moduleDescriptors": [
                         {"id": "%s", "provides": [{"id": "event-bus-admin"}]}]}],
                     "totalRecords": 3}
                    """
                        .formatted(PATRON_BLOCKS))));
    for (int status : List.of(404, 501)) {
      OKAPI.stubFor(get(PROVIDERS).willReturn(aResponse().withStatus(status)));

      Run run = bus("trace", event);

      assertThat(run.exitCode()).as(run.all()).isZero();
      assertThat(run.words())
          .contains("was sent and applied by patron-summary of mod-patron-blocks-adapter");
    }

    OKAPI.stubFor(
        get(urlPathMatching("/entitlements/.*"))
            .atPriority(1)
            .willReturn(aResponse().withStatus(503).withBody("no manager")));
    Run neither = bus("trace", event);
    assertThat(neither.exitCode()).isEqualTo(3);
    assertThat(neither.err()).contains("answers 501", "answers 503: no manager");
  }

  /** The same commands as through a released Okapi; gateway, sidecars and manager are stand-ins. */
  @Test
  void everyCommandAsksThroughTheGatewayOfEureka(KafkaBroker kafka) throws IOException {
    Instant due = Instant.now().plusSeconds(86_400).truncatedTo(ChronoUnit.SECONDS);
    UUID loan = UUID.randomUUID();
    String event =
        installation.publish(
            "diku", "ITEM_CHECKED_OUT", LoanEvents.itemCheckedOut(user, loan, due));
    installation.awaitApplied(event);
    String stored =
        "{\"id\":\"%s\",\"userId\":\"%s\",\"status\":{\"name\":\"Open\"},\"dueDate\":\"%s\"}"
            .formatted(loan, user, due);
    patron(UUID.randomUUID(), stored);
    OKAPI.stubFor(get("/loan-storage/loans/" + loan).willReturn(okJson(stored)));
    try (EntitlementTopic topic = new EntitlementTopic(kafka, "other" + loan.hashCode());
        ModuleSidecar circulation = sidecar("mod-circulation-adapter", installation.circulation);
        ModuleSidecar blocks = sidecar("mod-patron-blocks-adapter", installation.patronBlocks)) {
      TenantEntitlements manager = new TenantEntitlements(topic);
      manager.discover(circulation);
      manager.discover(blocks);
      manager.entitle("diku", circulation.moduleId());
      manager.entitle("diku", blocks.moduleId());
      try (ApiGateway gateway = new ApiGateway(manager)) {
        for (String command :
            List.of(
                "trace " + event,
                "trace --user " + user,
                "trace --loan " + loan,
                "key circulation.loan-events " + user,
                "patron " + user,
                "tail --for 1",
                "export %s --output %s".formatted(event, folder.resolve("event.json")),
                "doctor",
                "lag",
                "gaps",
                "parked list",
                "inbox",
                "topics",
                "canary",
                "canary send circulation.loan-events --reason trying --yes",
                "operations",
                "republish circulation.loan-events --key %s --first 1 --last 1 --reason trying"
                    .formatted(user),
                "reset patron-summary --to latest --reason trying")) {
          Run run = through(gateway, command);
          assertThat(run.exitCode()).as("%s: %s", command, run.all()).isZero();
        }
        CompletableFuture<Run> reconciling =
            CompletableFuture.supplyAsync(() -> through(gateway, "reconcile --user " + user));
        // As mod-scheduler does each minute.
        awaitThat(
            () -> {
              Installation.timer(
                  installation.patronBlocks, blocks.url().toString(), JOBS + "/start");
              assertThat(reconciling).isDone();
            });
        assertThat(reconciling.join().exitCode()).as(reconciling.join().all()).isZero();
      }
    }
  }

  private static Run through(ApiGateway gateway, String command) {
    return Installation.run(
        Map.of("OKAPI_TOKEN", TOKEN),
        withOptions(command.split(" "), "--gateway", gateway.url().toString(), "--tenant", "diku"));
  }

  private static ModuleSidecar sidecar(String name, ModuleProcess module) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Path descriptor = Path.of("..", name, "target", "ModuleDescriptor.json");
    ModuleSidecar sidecar =
        new ModuleSidecar(
            json.readTree(Files.readString(descriptor)), URI.create(Installation.url(module)));
    sidecar.knows(
        json.readTree(
            """
            {"id": "mod-storages-1.0.0", "provides": [{"id": "storages", "handlers": [
              {"methods": ["GET"], "pathPattern": "/users/{id}"},
              {"methods": ["GET"], "pathPattern": "/accounts"},
              {"methods": ["GET"], "pathPattern": "/loan-storage/loans"},
              {"methods": ["GET"], "pathPattern": "/loan-storage/loans/{id}"}]}]}
            """),
        URI.create(OKAPI.baseUrl()));
    return sidecar;
  }

  @Test
  void revealingNeedsThePermissionAndARefusalIsNotSwallowed() throws IOException {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);

    Run run = bus("trace", event, "--reveal");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.words())
        .contains("the permission mod-circulation-adapter.event-bus.reveal.execute is needed")
        .contains("did not answer");
    assertThat(run.out()).doesNotContain(user.toString());
  }

  /** Okapi answers for a module that is not deployed, or has just died. */
  @Test
  void moduleForWhichOkapiAnswersIsAProblemAndNotWell() throws IOException {
    for (int status : List.of(404, 500, 502)) {
      OKAPI.stubFor(
          any(urlPathMatching("/event-bus/.*"))
              .atPriority(1)
              .withHeader(MODULE_ID, equalTo(PATRON_BLOCKS))
              .willReturn(aResponse().withStatus(status).withBody("No running instances")));

      Run run = bus("doctor");

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.words())
          .contains("problem mod-patron-blocks-adapter connection It answers " + status)
          .contains("1 problem was found, and not everything could be looked at")
          .doesNotContain(PATRON_BLOCKS + " answers within");
    }
  }

  /** A trace cannot know what an unreachable module has applied. */
  @Test
  void whatCouldNotBeAskedIsUnknown() throws IOException {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);
    String second = installation.checkOut(user);
    installation.awaitApplied(second);
    OKAPI.stubFor(
        any(urlPathMatching("/event-bus/.*"))
            .atPriority(1)
            .withHeader(MODULE_ID, equalTo(PATRON_BLOCKS))
            .willReturn(aResponse().withStatus(500).withBody("Connection refused")));

    Run one = bus("trace", event);
    Run both = bus("trace", "--user", user.toString());

    assertThat(one.exitCode()).isEqualTo(3);
    assertThat(one.words())
        .contains("whether it was applied is not known: mod-patron-blocks-adapter did not answer");
    assertThat(both.exitCode()).isEqualTo(3);
    assertThat(both.words())
        .contains(
            "Of 2 events that were found, 0 are not applied everywhere, and of 2 that is not known: mod-patron-blocks-adapter did not answer");
    assertThat(one.all() + both.all()).doesNotContain("applies it");
  }

  @Test
  void okapiThatRefusesOrIsAwayIsNamed() {
    Run refused =
        Installation.run(
            Map.of("OKAPI_URL", OKAPI.baseUrl(), "OKAPI_TENANT", "diku"), "trace", "--type", "T");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains("Okapi does not tell which modules");
    OKAPI.stubFor(get(PROVIDERS).willReturn(aResponse().withStatus(403).withBody("no")));
    Run forbidden =
        Installation.run(Map.of("OKAPI_URL", OKAPI.baseUrl(), "OKAPI_TENANT", "diku"), "lag");
    assertThat(forbidden.err()).contains("403", "--token-file", "okapi.proxy.tenants");
    OKAPI.stubFor(get(PROVIDERS).willReturn(okJson("[]")));
    Run none =
        Installation.run(Map.of("OKAPI_URL", OKAPI.baseUrl(), "OKAPI_TENANT", "diku"), "lag");
    assertThat(none.err()).contains("No module of tenant diku provides");
  }

  @Test
  void aPatronIsComparedWithStorage() throws Exception {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);
    OKAPI.stubFor(
        get(urlPathMatching("/loan-storage/loans"))
            .atPriority(1)
            .willReturn(okJson("{\"loans\":[],\"totalRecords\":0}")));
    OKAPI.stubFor(
        get(urlPathMatching("/accounts"))
            .atPriority(1)
            .willReturn(okJson("{\"accounts\":[],\"totalRecords\":0}")));
    CompletableFuture<Run> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return bus("reconcile", "--user", user.toString());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    // As Okapi's timer does each minute.
    awaitThat(
        () -> {
          Installation.timer(installation.patronBlocks, OKAPI.baseUrl(), JOBS + "/start");
          assertThat(running).isDone();
        });

    Run run = running.get();
    assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
    assertThat(run.out())
        .contains("LOAN_GHOST", "1 differences, 0 repaired", "Add --yes to do it")
        .doesNotContain(user.toString());
  }

  /** mod-patron-blocks has a route of the same name, which rebuilds all summaries. */
  @Test
  void deployedModuleIsNotAskedToCompareInTheAdaptersPlace() throws IOException {
    OKAPI.stubFor(
        get(PROVIDERS)
            .atPriority(1)
            .willReturn(okJson("[{\"id\":\"mod-patron-blocks-adapter-forward-0.1.0\"}]")));
    String job = "{\"id\":\"%s\",\"status\":\"done\"}".formatted(UUID.randomUUID());
    OKAPI.stubFor(
        any(urlPathMatching("/forwarded-patron-blocks/synchronization/job.*"))
            .willReturn(okJson(job)));

    Run run = bus("reconcile", "--user", user.toString());

    assertThat(run.exitCode()).as(run.all()).isZero();
    OKAPI.verify(0, anyRequestedFor(urlPathMatching(JOBS + "/.*")));
  }

  @Test
  void aModuleThatIsAskedDirectlyIsToldThroughWhichOkapiItAsksStorage() throws IOException {
    String event = installation.checkOut(user);
    installation.awaitApplied(event);
    Map.of("loans", "/loan-storage/loans", "accounts", "/accounts")
        .forEach(
            (records, path) ->
                OKAPI.stubFor(
                    get(urlPathMatching(path))
                        .atPriority(1)
                        .withHeader("X-Okapi-Token", equalTo(TOKEN))
                        .willReturn(okJson("{\"%s\":[],\"totalRecords\":0}".formatted(records)))));
    Path token = Files.writeString(folder.resolve("token"), TOKEN);

    Run run =
        installation.bus(
            "reconcile",
            "--user",
            user.toString(),
            "--through",
            OKAPI.baseUrl(),
            "--token-file",
            token.toString());

    assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
    assertThat(run.out()).contains("LOAN_GHOST", "1 differences, 0 repaired");
    assertThat(run.all()).doesNotContain(TOKEN);

    Run patron =
        installation.bus(
            "patron",
            user.toString(),
            "--through",
            OKAPI.baseUrl(),
            "--token-file",
            token.toString());
    assertThat(patron.exitCode()).as(patron.all()).isEqualTo(3);
    assertThat(patron.words())
        .contains("Unknown: The patron's group: Users has no record of this patron.")
        .contains("LOAN_GHOST", "Nothing is blocked by limits. But not everything is as it should")
        .contains(
            "./bus reconcile --token-file "
                + token
                + " --user "
                + user
                + " --yes --through "
                + OKAPI.baseUrl());
    assertThat(patron.all()).doesNotContain(TOKEN);
  }

  /** Adds a patron with one loan to users, loan storage and accounts. */
  private void patron(UUID group, String loans) {
    OKAPI.stubFor(
        get("/users/" + user)
            .withHeader("X-Okapi-Token", equalTo(TOKEN))
            .willReturn(okJson("{\"patronGroup\":\"%s\"}".formatted(group))));
    OKAPI.stubFor(
        get(urlPathMatching("/loan-storage/loans"))
            .willReturn(okJson("{\"loans\":[%s],\"totalRecords\":1}".formatted(loans))));
    OKAPI.stubFor(
        get(urlPathMatching("/accounts"))
            .willReturn(okJson("{\"accounts\":[],\"totalRecords\":0}")));
  }

  private UUID lent(Instant due) {
    UUID loan = UUID.randomUUID();
    installation.awaitApplied(
        installation.publish(
            "diku", "ITEM_CHECKED_OUT", LoanEvents.itemCheckedOut(user, loan, due)));
    return loan;
  }

  @Test
  void patronWhomNothingBlocksIsToldWhy() throws IOException {
    Instant due = Instant.parse("2027-03-01T12:00:00Z");
    UUID loan = lent(due);
    UUID group = UUID.randomUUID();
    patron(
        group,
        "{\"id\":\"%s\",\"userId\":\"%s\",\"status\":{\"name\":\"Open\"},\"dueDate\":\"%s\"}"
            .formatted(loan, user, due));
    Installation.post(
        installation.patronBlocks,
        "diku",
        "/patron-block-limits",
        "{\"id\":\"%s\",\"patronGroupId\":\"%s\",\"conditionId\":\"%s\",\"value\":1}"
            .formatted(UUID.randomUUID(), group, CHARGED_OUT),
        201);

    Run run = bus("patron", user.toString());

    assertThat(run.exitCode()).as(run.all()).isZero();
    assertThat(run.words())
        .contains(loan + " ", "Group " + group + ", asked for at")
        .contains(
            "1 1 nothing CONDITION_ALLOWS 1 is exactly the limit of 1, but the condition does not block borrowing")
        .contains("NO_LIMIT The patron's group has no limit of this kind")
        .contains("Freshness: current.", "1 published, 1 seen, 1 applied")
        .contains("Loan storage has 1 loan open; the count says the same.")
        .contains("Patron " + user + " of tenant diku. Nothing is blocked by limits.");
    Run json = bus("patron", user.toString(), "--json");
    assertThat(json.json().path("complete").asBoolean()).isTrue();
    assertThat(json.json().path("problems")).isEmpty();
    assertThat(json.json().at("/explanation/loans/0/loanId").asText()).isEqualTo(loan.toString());
    assertThat(json.json().at("/explanation/blocks").isEmpty()).isTrue();
    assertThat(json.all()).doesNotContain(TOKEN);
  }

  @Test
  void countThatDiffersFromStorageIsAProblemAndSilenceIsUnknown() throws IOException {
    UUID loan = lent(Instant.parse("2027-03-01T12:00:00Z"));
    patron(UUID.randomUUID(), "");

    Run differs = bus("patron", user.toString());

    assertThat(differs.exitCode()).as(differs.all()).isEqualTo(1);
    assertThat(differs.words())
        .contains("LOAN_GHOST " + loan, "DELETED_WITHOUT_EVENT")
        .contains("Loan storage and the count differ in 1 point.")
        .contains(
            "- Repair the count: ./bus reconcile " + connection() + " --user " + user + " --yes")
        .doesNotContain("--through");

    OKAPI.stubFor(get(urlPathMatching("/accounts")).willReturn(aResponse().withStatus(403)));
    Run refused = bus("patron", user.toString());
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.words())
        .contains(
            "Unknown: The accounts of mod-feesfines: GET /accounts was answered with status 403.");

    OKAPI.stubFor(
        get(urlPathMatching("/event-bus/patrons/.*"))
            .atPriority(1)
            .willReturn(aResponse().withStatus(404)));
    Run forward = bus("patron", user.toString());
    assertThat(forward.exitCode()).isEqualTo(3);
    assertThat(forward.words())
        .contains("in mode forward mod-patron-blocks decides")
        .contains("It is not known whether the patron is blocked.");
  }
}
