/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.WithEventBusServers;
import org.folio.eventbus.testing.eureka.ApiGateway;
import org.folio.eventbus.testing.eureka.EntitlementTopic;
import org.folio.eventbus.testing.eureka.ModuleSidecar;
import org.folio.eventbus.testing.eureka.TenantEntitlements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Modules behind sidecars, enabled by a manager that never polls and called through a gateway
 * without routes of Okapi. Manager, gateway and sidecars are stand-ins.
 */
@WithEventBusServers
class EntitledByEurekaTest {

  // The tenant with the adapter in place of mod-patron-blocks, and the one with it beside.
  private static final String OWN = "riverside";
  private static final String FORWARDING = "hillside";

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CHECKED_OUT = "/automated-patron-blocks/handlers/item-checked-out";

  private static final List<AutoCloseable> open = new ArrayList<>();
  private static final Map<Deployable, ModuleSidecar> sidecars = new HashMap<>();
  private static final Map<Deployable, URI> addresses = new HashMap<>();
  private static Map<String, String> environment;
  private static TenantEntitlements manager;
  private static ApiGateway gateway;
  private static StandIn patronBlocks;

  private final HttpClient client = HttpClient.newHttpClient();
  private final UUID user = UUID.randomUUID();

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) {
    environment = FolioEnvironment.of(kafka, database);
    environment.put("EVENT_PLATFORM", "eureka");
    environment.put("EVENT_TOPIC_PARTITIONS", "2");
    manager = new TenantEntitlements(opened(new EntitlementTopic(kafka, environment.get("ENV"))));
    gateway = opened(new ApiGateway(manager));
    patronBlocks = opened(new StandIn(request -> StandIn.Reply.NOTHING));
    for (Deployable deployable :
        List.of(
            Deployable.CIRCULATION, Deployable.PATRON_BLOCKS, Deployable.FORWARDED_PATRON_BLOCKS)) {
      deploy(deployable);
    }
    manager.entitle(OWN, Deployable.CIRCULATION.id());
    manager.entitle(OWN, Deployable.PATRON_BLOCKS.id());
    manager.entitle(FORWARDING, Deployable.CIRCULATION.id());
    manager.entitle(FORWARDING, Deployable.FORWARDED_PATRON_BLOCKS.id());
  }

  private static <T extends AutoCloseable> T opened(T resource) {
    open.add(0, resource);
    return resource;
  }

  private static void deploy(Deployable deployable) {
    int port = FreePorts.next();
    URI address = URI.create("http://localhost:" + port);
    ModuleSidecar sidecar = opened(new ModuleSidecar(deployable.descriptor(), address));
    UpstreamModule.all().stream()
        .filter(one -> one.name().equals("mod-patron-blocks"))
        .forEach(one -> sidecar.knows(one.descriptor(), patronBlocks.url()));
    Map<String, String> variables = new HashMap<>(environment);
    variables.putAll(deployable.variables);
    variables.put("OKAPI_URL", sidecar.url().toString());
    opened(RunningModule.start(deployable, variables, port));
    addresses.put(deployable, address);
    sidecars.put(deployable, sidecar);
    manager.discover(sidecar);
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private HttpResponse<String> call(String tenant, String method, String path, String... more) {
    String body = more.length == 1 ? more[0] : "";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.url().resolve(path))
            .timeout(LIMIT)
            .header("X-Okapi-Tenant", tenant)
            .header("X-Okapi-Token", "token-of-a-user")
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (more.length == 2) {
      request.header(more[0], more[1]);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String checkOut(String tenant) {
    UUID loan = UUID.randomUUID();
    Map<String, Object> payload =
        LoanEvents.itemCheckedOut(user, loan, Instant.now().plus(Duration.ofDays(1)));
    HttpResponse<String> answer =
        call(
            tenant,
            "POST",
            "/circulation-events",
            "{\"type\":\"ITEM_CHECKED_OUT\",\"payload\":" + LoanEvents.json(payload) + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return loan.toString();
  }

  private Set<String> counted(String tenant) {
    HttpResponse<String> answer = call(tenant, "GET", "/user-summary/" + user);
    Set<String> loans = new TreeSet<>();
    if (answer.statusCode() == 200) {
      Project.json(answer.body())
          .path("openLoans")
          .forEach(loan -> loans.add(loan.path("loanId").asText()));
    }
    return loans;
  }

  @Test
  void eventPublishedThroughTheGatewayIsCounted() {
    String loan = checkOut(OWN);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(counted(OWN)).containsExactly(loan));
  }

  /** The module has no user of its own: the sidecar knows the one of the descriptor. */
  @Test
  void eventIsDeliveredAsTheSystemUserOfTheDescriptor() {
    String loan = checkOut(FORWARDING);
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(patronBlocks.asked(FORWARDING, CHECKED_OUT)).isNotEmpty());
    StandIn.Request delivered = patronBlocks.asked(FORWARDING, CHECKED_OUT).get(0);
    assertThat(Project.json(delivered.body()).path("loanId").asText()).isEqualTo(loan);
    assertThat(delivered.token())
        .isEqualTo(sidecars.get(Deployable.FORWARDED_PATRON_BLOCKS).systemUserToken());
    assertThat(patronBlocks.asked(OWN, CHECKED_OUT)).isEmpty();
  }

  @Test
  void adminRoutesAreFoundByTheIdOfTheModule() {
    for (Deployable deployable : List.of(Deployable.CIRCULATION, Deployable.PATRON_BLOCKS)) {
      HttpResponse<String> answer =
          call(OWN, "GET", "/event-bus/subscriptions", "X-Okapi-Module-Id", deployable.id());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    assertThat(call(OWN, "GET", "/event-bus/subscriptions").statusCode()).isEqualTo(404);
  }

  @Test
  void tenantIsUpgradedRevokedEntitledAgainAndPurged() {
    String tenant = "seaside";
    String blocks = Deployable.PATRON_BLOCKS.id();
    manager.entitle(tenant, Deployable.CIRCULATION.id());
    manager.entitle(tenant, blocks);
    Set<String> published = new TreeSet<>();
    published.add(checkOut(tenant));

    String next = nextVersion(Deployable.PATRON_BLOCKS);
    manager.upgrade(tenant, blocks, next);
    published.add(checkOut(tenant));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(counted(tenant)).isEqualTo(published));

    manager.revoke(tenant, next, false);
    assertThat(call(tenant, "GET", "/user-summary/" + user).statusCode()).isEqualTo(404);
    published.add(checkOut(tenant));
    manager.entitle(tenant, next);
    published.add(checkOut(tenant));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(counted(tenant)).isEqualTo(published));

    manager.revoke(tenant, next, true);
    manager.revoke(tenant, Deployable.CIRCULATION.id(), true);
    manager.entitle(tenant, Deployable.CIRCULATION.id());
    manager.entitle(tenant, next);
    assertThat(counted(tenant)).isEmpty();
    String first = checkOut(tenant);
    await().atMost(LIMIT).untilAsserted(() -> assertThat(counted(tenant)).containsExactly(first));
  }

  /** Discovers the running instance as the next version of the module too. */
  private static String nextVersion(Deployable deployable) {
    String id = deployable.module + "-0.2.0";
    JsonNode descriptor = ((ObjectNode) deployable.descriptor().deepCopy()).put("id", id);
    manager.discover(opened(new ModuleSidecar(descriptor, addresses.get(deployable))));
    return id;
  }
}
