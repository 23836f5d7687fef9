/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.install;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.moreThanOrExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.folio.eventbus.testing.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OkapiStandInTest {

  private static final Duration TIMER = Duration.ofMillis(100);
  private static final String EVENT = "{\"type\":\"%s\",\"payload\":{\"userId\":\"%s\",%s}}";
  private static final String OPEN_LOANS = "/loan-storage/loans?query=status.name%3D%3DOpen";

  private final UUID user = UUID.randomUUID();
  private final UUID loan = UUID.randomUUID();

  private final WireMockServer circulation = module("circulation");
  private final WireMockServer feesFines = module("fees and fines");
  private final WireMockServer patronBlocks = module("patron blocks");
  private OkapiStandIn okapi;

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    okapi =
        OkapiStandIn.start(
            FreePorts.next(),
            folder,
            Map.of(
                AdapterModule.CIRCULATION, () -> URI.create(circulation.baseUrl()),
                AdapterModule.FEES_FINES, () -> URI.create(feesFines.baseUrl()),
                AdapterModule.PATRON_BLOCKS, () -> URI.create(patronBlocks.baseUrl())),
            TIMER);
  }

  @AfterEach
  void stop() {
    okapi.close();
    circulation.stop();
    feesFines.stop();
    patronBlocks.stop();
  }

  @Test
  void everyUserIsInTheGroup() throws Exception {
    UUID user = UUID.randomUUID();

    assertThat(get("/users/" + user).body())
        .contains("\"id\":\"" + user + "\"")
        .contains("\"patronGroup\":\"" + OkapiStandIn.PATRON_GROUP + "\"");
  }

  @Test
  void pathsLeadToTheModuleThatProvidesThem() throws Exception {
    assertThat(get("/circulation-events").body()).isEqualTo("circulation");
    assertThat(get("/fees-fines-events").body()).isEqualTo("fees and fines");
    assertThat(get("/user-summary/1").body()).isEqualTo("patron blocks");
    assertThat(get("/automated-patron-blocks/1").body()).isEqualTo("patron blocks");
    assertThat(get("/patron-block-limits?limit=5").body()).isEqualTo("patron blocks");
  }

  @Test
  void eventsForModCirculationAreTakenUntilThereIsOne() throws Exception {
    String handler = "/circulation/handlers/fee-fine-balance-changed";
    assertThat(get(handler).statusCode()).isEqualTo(204);

    okapi.deployCirculation(URI.create(circulation.baseUrl()));
    assertThat(get(handler).body()).isEqualTo("circulation");
  }

  @Test
  void anAddedModuleTakesThePathsOfTheOneBefore() throws Exception {
    okapi.deploy("/pubsub/.*", URI.create(circulation.baseUrl()));
    assertThat(get("/pubsub/event-types").body()).isEqualTo("circulation");

    okapi.add(AdapterModule.PUBSUB_BRIDGE, () -> URI.create(feesFines.baseUrl()));
    assertThat(get("/pubsub/event-types").body()).isEqualTo("fees and fines");
    assertThat(get("/_/proxy/tenants/diku/interfaces/event-bus-admin").body())
        .contains(AdapterModule.PUBSUB_BRIDGE.moduleId());
  }

  @Test
  void theModuleIsToldTheAddressOfOkapi() throws Exception {
    get("/user-summary/1");

    patronBlocks.verify(
        getRequestedFor(urlEqualTo("/user-summary/1"))
            .withHeader("X-Okapi-Url", equalTo(okapi.url().toString()))
            .withHeader("X-Okapi-Tenant", equalTo("diku")));
  }

  @Test
  void whatEveryModuleProvidesNeedsTheModulesId() throws Exception {
    assertThat(get("/event-bus/outbox").statusCode()).isEqualTo(404);
    assertThat(
            get("/event-bus/outbox", "X-Okapi-Module-Id", AdapterModule.CIRCULATION.moduleId())
                .body())
        .isEqualTo("circulation");
  }

  @Test
  void groupOfAUserCanBeChangedAndMustExist() throws Exception {
    String path = "/users/" + user;
    String staff = "3684a786-6671-4268-8ed0-9db82ebca60b";
    assertThat(get("/groups").body()).contains(staff, OkapiStandIn.PATRON_GROUP);
    String inGroup = "{\"id\":\"%s\",\"patronGroup\":\"%s\"}";

    assertThat(send("PUT", path, inGroup.formatted(user, staff)).statusCode()).isEqualTo(204);
    assertThat(get(path).body()).contains(staff);

    HttpResponse<String> unknownGroup =
        send("PUT", path, inGroup.formatted(user, UUID.randomUUID()));
    assertThat(unknownGroup.statusCode()).isEqualTo(400);
    assertThat(unknownGroup.body()).contains("Patron group not found");
    HttpResponse<String> otherId = send("PUT", path, inGroup.formatted(UUID.randomUUID(), staff));
    assertThat(otherId.statusCode()).isEqualTo(400);
    assertThat(otherId.body()).isEqualTo("You cannot change the value of the id field");

    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(get(path).statusCode()).isEqualTo(404);
    assertThat(send("PUT", path, inGroup.formatted(user, staff)).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsPublishedIsStoredAsItsModulesWouldHaveDone() throws Exception {
    publish("ITEM_CHECKED_OUT", "\"dueDate\":\"2026-03-01T00:00:00Z\"");
    assertThat(get(OPEN_LOANS).body())
        .contains(loan.toString(), user.toString(), "\"totalRecords\":1");
    publish("ITEM_AGED_TO_LOST", "\"x\":1");
    assertThat(get("/loan-storage/loans/" + loan).body()).contains("Aged to lost");
    publish("ITEM_CHECKED_IN", "\"returnDate\":\"2026-02-01T00:00:00Z\"");
    assertThat(get(OPEN_LOANS).body()).contains("\"totalRecords\":0");

    UUID account = UUID.randomUUID();
    String balance = "\"feeFineId\":\"%s\",\"feeFineTypeId\":\"%s\",\"balance\":%s";
    taken(feesFines, 201);
    send(
        "POST",
        "/fees-fines-events",
        EVENT.formatted(
            "FEE_FINE_BALANCE_CHANGED", user, balance.formatted(account, account, "1.5")));
    assertThat(get("/accounts?query=userId%3D%3D" + user).body())
        .contains(account.toString(), "\"remaining\":1.5", "\"Open\"");
  }

  @Test
  void whatIsRefusedIsNotStored() throws Exception {
    taken(circulation, 422);
    send(
        "POST",
        "/circulation-events",
        EVENT.formatted("ITEM_CHECKED_OUT", user, "\"loanId\":\"" + loan + "\""));
    assertThat(get("/loan-storage/loans/" + loan).statusCode()).isEqualTo(404);
  }

  private void publish(String type, String members) throws IOException, InterruptedException {
    taken(circulation, 201);
    String body = EVENT.formatted(type, user, "\"loanId\":\"%s\",%s".formatted(loan, members));
    assertThat(send("POST", "/circulation-events", body).statusCode()).isEqualTo(201);
  }

  private static void taken(WireMockServer module, int status) {
    module.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
  }

  @Test
  void storedLoansCanBeChangedAndOutliveTheProcess() throws Exception {
    String path = "/loan-storage/loans/" + loan;
    String open =
        "{\"id\":\"%s\",\"userId\":\"%s\",\"itemId\":\"%s\",\"loanDate\":\"2026-01-01T00:00:00Z\",\"action\":\"checkedout\"}"
            .formatted(loan, user, UUID.randomUUID());
    assertThat(send("POST", "/loan-storage/loans", open).statusCode()).isEqualTo(201);
    assertThat(send("POST", "/loan-storage/loans", open).statusCode()).isEqualTo(422);
    HttpResponse<String> nobodys =
        send("PUT", path, open.replace("\"userId\":\"" + user + "\",", ""));
    assertThat(nobodys.statusCode()).isEqualTo(422);
    assertThat(nobodys.body()).contains("Open loan must have a user ID");
    HttpResponse<String> sameItem =
        send("POST", "/loan-storage/loans", open.replace(loan.toString(), "" + UUID.randomUUID()));
    assertThat(sameItem.statusCode()).isEqualTo(422);
    assertThat(sameItem.body()).contains("more than one open loan for the same item");

    okapi.close();
    start();
    assertThat(get(path).body()).contains("\"Open\"");
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(404);
    okapi.close();
    start();
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void pagesAreCutAsTheSynchronizationAsksForThemAndOtherQueriesAreRefused() throws Exception {
    for (int i = 1; i <= 3; i++) {
      taken(circulation, 201);
      send(
          "POST",
          "/circulation-events",
          EVENT.formatted(
              "ITEM_CHECKED_OUT",
              user,
              "\"loanId\":\"00000000-0000-4000-8000-00000000000%s\"".formatted(i)));
    }
    String next =
        "/loan-storage/loans?limit=1&query="
            + URLEncoder.encode(
                "status.name==Open and userId==%s and id > 00000000-0000-4000-8000-000000000001 sortBy id"
                    .formatted(user),
                StandardCharsets.UTF_8);
    assertThat(get(next).body())
        .contains("000000000002", "\"totalRecords\":2")
        .doesNotContain("000000000003");
    HttpResponse<String> other =
        get("/loan-storage/loans?query=" + URLEncoder.encode("a or b", StandardCharsets.UTF_8));
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(other.body()).contains("does not understand");
    assertThat(get(OPEN_LOANS, "X-Okapi-Module-Id", "mod-circulation-storage-1").statusCode())
        .as("with the header Okapi looks only at interfaces of type multiple")
        .isEqualTo(404);
  }

  @Test
  void timerHasSynchronizationJobsWorkedOn() {
    await()
        .untilAsserted(
            () ->
                patronBlocks.verify(
                    moreThanOrExactly(2),
                    postRequestedFor(urlEqualTo("/automated-patron-blocks/synchronization/start"))
                        .withHeader("X-Okapi-Tenant", equalTo("diku"))
                        .withHeader("X-Okapi-Url", equalTo(okapi.url().toString()))));
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(okapi.url().resolve(path))
                .header("X-Okapi-Tenant", "diku")
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(okapi.url().resolve(path)).header("X-Okapi-Tenant", "diku");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static WireMockServer module(String name) {
    WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    server.start();
    server.stubFor(any(anyUrl()).willReturn(ok(name)));
    return server;
  }
}
