/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.folio.eventbus.console.Installation.awaitThat;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.folio.eventbus.console.module.Connection;
import org.folio.eventbus.console.web.WebConsole;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages, as HTTP: what they say, what they do, and whom they serve. */
@WithEventBusServers
class WebConsoleTest {

  private static final String ADMIN_TOKEN = "0123456789abcdef";
  private static final Surroundings SURROUNDINGS =
      new Surroundings(Map.of(), false, Optional.empty(), Clock.systemUTC());

  private static Installation installation;
  private static Vertx vertx;
  private static WebConsole console;
  private static Browser browser;

  private final UUID user = UUID.randomUUID();

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    installation = new Installation(kafka, database);
    vertx = Vertx.vertx();
    console = new WebConsole(vertx, connection(Optional.empty()), SURROUNDINGS);
    browser = new Browser(started(console, "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    console.stop();
    vertx.close();
    installation.close();
  }

  @AfterEach
  void mend() {
    installation.refuseNothing();
  }

  private static int started(WebConsole one, String host)
      throws InterruptedException, ExecutionException {
    return one.start(host, 0).toCompletionStage().toCompletableFuture().get();
  }

  private static Connection connection(Optional<String> adminToken) {
    Map<String, URI> modules = new LinkedHashMap<>();
    modules.put("mod-circulation-adapter", URI.create(Installation.url(installation.circulation)));
    modules.put(
        "mod-patron-blocks-adapter", URI.create(Installation.url(installation.patronBlocks)));
    return new Connection(
        Optional.empty(),
        "diku",
        Optional.empty(),
        modules,
        Optional.empty(),
        adminToken,
        Optional.empty(),
        Duration.ofSeconds(15));
  }

  private String parked() {
    UUID loan = UUID.randomUUID();
    installation.refuse(loan);
    String event = installation.checkOut("diku", user, loan);
    awaitThat(() -> assertThat(installation.bus("trace", event).out()).contains("PARKED"));
    return event;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/search",
        "/tail",
        "/parked",
        "/parked/keys",
        "/lag",
        "/gaps",
        "/inbox",
        "/topics",
        "/canary",
        "/operations"
      })
  void eachPageAnswersWithoutAnythingFromAnotherHost(String path) {
    HttpResponse<String> answer = browser.get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("<h1>").doesNotContain("http-equiv", "style=", "onclick=");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  void scriptsAndStylesOfAPageAreThere() {
    Matcher files =
        Pattern.compile("<(?:script src|link rel=\"stylesheet\" href)=\"([^\"]+)\"")
            .matcher(browser.page("/"));

    List<String> found = files.results().map(file -> file.group(1)).toList();

    assertThat(found)
        .hasSize(4)
        .allSatisfy(file -> assertThat(browser.get(file).statusCode()).as(file).isEqualTo(200));
  }

  @Test
  void thePageOfAnEventConcludesAsTheCommandLineDoes() {
    String event = parked();

    String page = Browser.text(browser.page("/event?id=" + event));

    assertThat(page)
        .contains(installation.bus("trace", event, "--json").json().path("conclusion").asText())
        .doesNotContain(user.toString());
  }

  @Test
  void anyPastedIdLeadsToItsPage() {
    UUID loan = UUID.randomUUID();
    String event = installation.checkOut("diku", user, loan);
    installation.awaitApplied(event);

    assertThat(browser.get("/find?q=" + event).uri().getPath()).isEqualTo("/event");
    assertThat(browser.get("/find?q=" + user).uri().getPath()).isEqualTo("/patron");
    assertThat(browser.get("/find?q=" + loan).uri().toString()).contains("/search?loan=" + loan);
    assertThat(browser.get("/find?q=ITEM_CHECKED_OUT").uri().toString())
        .contains("/search?type=ITEM_CHECKED_OUT");
  }

  @Test
  void anIdThatNobodyKnowsIsSaidToBeUnknown() {
    String unknown = UUID.randomUUID().toString();

    assertThat(Browser.text(browser.page("/find?q=" + unknown)))
        .contains(installation.bus("trace", unknown, "--json").json().path("conclusion").asText());
  }

  @Test
  void aReleaseIsPreviewedThenDoneAndNoted() {
    String event = parked();
    String fields = "?subscription=" + Installation.SUMMARY + "&event=" + event;

    String preview = browser.page("/act/release" + fields);
    assertThat(Browser.text(preview)).contains("DRY_RUN", "Nothing was changed");
    installation.refuseNothing();
    HttpResponse<String> task =
        browser.send(
            preview,
            "/act/release",
            Map.of(
                "subscription",
                Installation.SUMMARY,
                "event",
                event,
                "reason",
                "the constraint is gone"));

    awaitThat(
        () ->
            assertThat(Browser.text(browser.page(task.uri().getPath())))
                .contains("It has ended", "DONE"));
    installation.awaitApplied(event);
    assertThat(Browser.text(browser.page("/operations"))).contains("the constraint is gone");
  }

  @Test
  void anActionThatAModuleRefusesIsSaidToBeRefused() {
    String page =
        browser.page("/act/release?subscription=patron-summary&event=" + UUID.randomUUID());

    assertThat(Browser.text(page)).contains("mod-patron-blocks-adapter: It answers 4");
  }

  @Test
  void anActionWithoutAReasonIsNotDone() {
    String event = parked();
    Map<String, String> fields = Map.of("subscription", Installation.SUMMARY, "event", event);

    HttpResponse<String> answer =
        browser.send(browser.page("/act/release"), "/act/release", fields);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Browser.text(answer.body())).contains("Give a reason");
  }

  @Test
  void whatNothingTakesBackIsTypedAgain() {
    String event = parked();
    Map<String, String> fields =
        Map.of("subscription", Installation.SUMMARY, "event", event, "reason", "a test");

    HttpResponse<String> answer =
        browser.send(browser.page("/act/discard"), "/act/discard", fields);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Browser.text(answer.body())).contains("type the subscription");
    assertThat(installation.bus("trace", event).out()).contains("PARKED");
  }

  @Test
  void aFormOfAnotherSiteIsRefused() {
    HttpResponse<String> answer =
        browser.post("/act/release", Map.of("subscription", "any", "reason", "none"));

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void aValueThatLooksLikeAnOptionStaysAValue() {
    HttpResponse<String> answer = browser.get("/event?id=--token-file%3D%2Fetc%2Fpasswd");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Browser.text(answer.body())).contains("--token-file=/etc/passwd");
    assertThat(browser.get("/event?id=%40%2Fetc%2Fpasswd").body()).doesNotContain("root:");
  }

  @Test
  void hostileTextIsShownAsText() {
    String page = browser.page("/gaps?filter0=" + "%3Cscript%3Ealert(1)%3C%2Fscript%3E");

    assertThat(page).doesNotContain("<script>alert");
    assertThat(browser.get("/search?type=" + "%3Cb%3E").body()).doesNotContain("<b>");
  }

  @Test
  void aTableIsAFileForSpreadsheetsToo() {
    HttpResponse<String> answer = browser.get("/topics?export=0");

    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(answer.body()).startsWith("\"MODULE\",\"TOPIC\"").contains(Installation.STREAM);
  }

  @Test
  void aTableIsSortedAndFilteredByItsLink() {
    assertThat(Browser.text(browser.page("/topics?sort0=-TOPIC&filter0=loan-events")))
        .contains(Installation.STREAM)
        .doesNotContain("feesfines.account-events");
  }

  @Test
  void aParkedEventAppearsOnThePageThatIsOpen() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(browser.base().resolve("/live?page=/parked/keys")).build();
    var answer = browser.client().send(request, BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("event: trouble");
      String event = parked();
      String line = lines.readLine();
      // The stream never ends, so a lost event ends this test by the limit of the build.
      while (!line.contains(event)) {
        line = lines.readLine();
      }
    }
  }

  @Test
  void aSiteWhoseNameLeadsToThisMachineGetsNothing() throws Exception {
    String request = "GET /lag HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", browser.base().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void nobodyReachesItFromElsewhereWithoutALogin() {
    WebConsole open = new WebConsole(vertx, connection(Optional.empty()), SURROUNDINGS);

    assertThatThrownBy(() -> started(open, "0.0.0.0"))
        .hasRootCauseInstanceOf(ConsoleException.class)
        .hasMessageContaining("without a login");
  }

  @Test
  void whoDoesNotKnowTheAdminTokenSeesNothing() throws Exception {
    WebConsole guarded = new WebConsole(vertx, connection(Optional.of(ADMIN_TOKEN)), SURROUNDINGS);
    Browser stranger = new Browser(started(guarded, "127.0.0.1"));

    HttpResponse<String> login = stranger.get("/lag");
    assertThat(login.uri().getPath()).isEqualTo("/login");
    assertThat(stranger.post("/login", Map.of("name", "ada", "secret", "wrong")).statusCode())
        .isEqualTo(401);
    HttpResponse<String> in =
        stranger.post("/login", Map.of("name", "ada", "secret", ADMIN_TOKEN, "to", "/lag"));
    assertThat(in.uri().getPath()).isEqualTo("/lag");
    assertThat(in.body()).contains("ada", "patron-summary").doesNotContain(ADMIN_TOKEN);
    guarded.stop();
  }

  @Test
  void aLoginLeadsToNoOtherHost() throws Exception {
    WebConsole guarded = new WebConsole(vertx, connection(Optional.of(ADMIN_TOKEN)), SURROUNDINGS);
    Browser stranger = new Browser(started(guarded, "127.0.0.1"));

    HttpResponse<String> in =
        stranger.post(
            "/login", Map.of("name", "ada", "secret", ADMIN_TOKEN, "to", "//evil.example/"));

    assertThat(in.uri()).isEqualTo(stranger.base().resolve("/"));
    guarded.stop();
  }

  @Test
  void aLoginThatAnotherSiteSendsIsRefused() throws Exception {
    WebConsole guarded = new WebConsole(vertx, connection(Optional.of(ADMIN_TOKEN)), SURROUNDINGS);
    Browser stranger = new Browser(started(guarded, "127.0.0.1"));

    HttpResponse<String> refused =
        stranger.postFrom(
            "https://evil.example", "/login", Map.of("name", "ada", "secret", ADMIN_TOKEN));

    assertThat(refused.statusCode()).isEqualTo(403);
    guarded.stop();
  }

  @Test
  void whoLogsOutMustLogInAgain() throws Exception {
    WebConsole guarded = new WebConsole(vertx, connection(Optional.of(ADMIN_TOKEN)), SURROUNDINGS);
    Browser user = new Browser(started(guarded, "127.0.0.1"));
    String page =
        user.post("/login", Map.of("name", "ada", "secret", ADMIN_TOKEN, "to", "/gaps")).body();

    user.send(page, "/logout", Map.of());

    assertThat(user.get("/gaps").uri().getPath()).isEqualTo("/login");
    guarded.stop();
  }
}
