/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.folio.eventbus.console.Installation.awaitThat;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.folio.eventbus.console.Installation.Run;
import org.folio.eventbus.console.module.Connection;
import org.folio.eventbus.console.web.WebConsole;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
  private static WebConsole guarded;
  private static int guardedPort;

  private final UUID user = UUID.randomUUID();

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    installation = new Installation(kafka, database);
    vertx = Vertx.vertx();
    console = new WebConsole(vertx, installation.asked(Optional.empty()), SURROUNDINGS);
    browser = new Browser(started(console, "127.0.0.1"));
    guarded = new WebConsole(vertx, installation.asked(Optional.of(ADMIN_TOKEN)), SURROUNDINGS);
    guardedPort = started(guarded, "127.0.0.1");
  }

  @AfterAll
  static void stop() {
    console.stop();
    guarded.stop();
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

  private String parked() {
    return installation.park(user);
  }

  /** Somebody new at a console whose modules have an admin token. */
  private static Browser stranger() {
    return new Browser(guardedPort);
  }

  @Test
  void eachPageAnswersWithoutAnythingFromAnotherHost() {
    List<String> listed = browser.listedPages();

    assertThat(listed).contains("/", "/tail", "/operations").hasSizeGreaterThan(9);
    listed.forEach(WebConsoleTest::assertAnswers);
    assertAnswers("/parked/keys");
  }

  private static void assertAnswers(String path) {
    HttpResponse<String> answer = browser.get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("<h1>").doesNotContain("http-equiv", "style=", "onclick=");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
  }

  @Test
  void scriptsAndStylesOfAPageAreThere() {
    assertThat(assets())
        .hasSize(7)
        .allSatisfy(file -> assertThat(browser.get(file).statusCode()).as(file).isEqualTo(200));
  }

  @Test
  void scriptsAndStylesAreSmall() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    for (String file : assets()) {
      try (GZIPOutputStream zip = new GZIPOutputStream(compressed)) {
        zip.write(browser.get(file).body().getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThat(compressed.size()).isLessThan(150_000);
  }

  private static List<String> assets() {
    return Pattern.compile("<(?:script src|link rel=\"stylesheet\" href)=\"([^\"]+)\"")
        .matcher(browser.page("/"))
        .results()
        .map(file -> file.group(1))
        .toList();
  }

  @Test
  void librariesAreKeptAndPagesAreNot() {
    assertThat(kept("/webjars/htmx.org/2.0.7/dist/htmx.min.js")).contains("immutable");
    assertThat(kept("/assets/console.css")).isEqualTo("no-cache");
    assertThat(kept("/lag")).isEqualTo("no-store");
  }

  private static String kept(String path) {
    return browser.get(path).headers().firstValue("Cache-Control").orElse("");
  }

  @Test
  void theLagOfTheDayIsDrawnAndWritten() {
    installation.noteLag("6 hours", 40, 2.5);
    installation.noteLag("3 hours", 1_200, 90);

    String page = browser.page("/lag");

    assertThat(page).contains("data-events=\"[null,", "1200");
    assertThat(Browser.text(page))
        .contains("patron-summary at most 1200 events and 90.0 s")
        .contains(
            installation
                .bus("lag", "--trend")
                .out()
                .lines()
                .filter(line -> line.contains(" 1200 "))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\s+", " ")
                .strip());
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
  void whatWaitsBehindAParkedEventIsOnItsPage() {
    String event = parked();
    String follower = installation.checkOut(user);
    awaitThat(() -> assertThat(installation.bus("trace", follower).out()).contains("BEHIND"));

    assertThat(Browser.text(browser.page("/event?id=" + event)))
        .contains("What waits behind it in patron-summary", follower);
    assertThat(installation.bus("trace", event).out()).contains(follower);
  }

  @Test
  void personalDataAreShownForAReasonThatModulesNote() {
    String event = parked();
    String path = "/event?id=" + event;
    String masked = browser.page(path);
    assertThat(masked).doesNotContain(user.toString());

    String revealed = browser.send(masked, path, Map.of("reason", "a patron asks")).body();

    assertThat(revealed).contains(user.toString()).doesNotContain("sse-connect");
    assertThat(Browser.text(revealed)).contains("Its payload in patron-summary", "\"dueDate\"");
    assertThat(Browser.text(browser.page("/operations"))).contains("REVEAL", "a patron asks");
  }

  @Test
  void aCommandInAPayloadIsNoButton() {
    String command = "see ./bus inbox release --reason WHY now";
    String event = installation.park(user, Map.of("note", command));

    for (String path :
        List.of(
            "/event?id=" + event,
            "/parked/key?subscription=" + Installation.SUMMARY + "&event=" + event)) {
      String revealed = browser.send(browser.page(path), path, Map.of("reason", "a test")).body();

      assertThat(Browser.text(revealed)).contains(command);
      assertThat(revealed).doesNotContain("/act/inbox-release");
    }
    assertThat(installation.bus("trace", event, "--reveal", "--tenant", "diku").out())
        .contains(command);
  }

  @Test
  void personalDataAreNotShownWithoutAReason() {
    String path = "/event?id=" + parked();

    HttpResponse<String> answer = browser.send(browser.page(path), path, Map.of());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(browser.post(path, Map.of("reason", "of another site")).statusCode()).isEqualTo(403);
  }

  @Test
  void whatTheWitnessFoundIsOnItsPage() {
    String page = Browser.text(browser.page("/witness"));

    assertThat(page)
        .contains(
            installation
                .bus("witness", "--json")
                .json()
                .at("/modules/0/answer/explanation")
                .asText());
    assertThat(installation.bus("witness").out()).contains("The witness has found nothing.");
  }

  @Test
  void withoutAWitnessItsPageSaysHowToGetOne() throws Exception {
    URI blocks = URI.create(Installation.url(installation.patronBlocks));

    try (Other other = new Other(Map.of("mod-patron-blocks-adapter", blocks))) {
      assertThat(Browser.text(other.browser().page("/witness")))
          .contains("there are mod-patron-blocks-adapter.")
          .contains("mod-circulation-adapter has one: deploy it and enable it for the tenant");
    }
    Run run = installation.bus("witness", "--modules", blocks.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("mod-circulation-adapter has one");
  }

  @Test
  void theOverviewDoesNotSayThatNothingHappenedAtASilentModule() throws Exception {
    URI nobody = URI.create("http://localhost:" + FreePorts.next());

    try (Other other = new Other(Map.of("mod-silent", nobody))) {
      assertThat(Browser.text(other.browser().page("/")))
          .contains("Not known: what was parked at mod-silent; what went missing at mod-silent;")
          .doesNotContain("Nothing was parked");
    }
  }

  /** A console that asks other modules. */
  private static final class Other implements AutoCloseable {

    private final WebConsole pages;
    private final Browser browser;

    Other(Map<String, URI> modules) throws Exception {
      Connection asked = installation.asked(Optional.empty());
      pages =
          new WebConsole(
              vertx,
              new Connection(
                  asked.okapi(),
                  asked.tenant(),
                  asked.token(),
                  modules,
                  asked.operator(),
                  asked.adminToken(),
                  asked.through(),
                  asked.timeout()),
              SURROUNDINGS);
      browser = new Browser(started(pages, "127.0.0.1"));
    }

    Browser browser() {
      return browser;
    }

    @Override
    public void close() {
      pages.stop();
    }
  }

  @Test
  void theOverviewCountsAndTellsWhatChanged() {
    parked();

    String page = Browser.text(browser.page("/"));

    assertThat(page).contains("keys parked", "PARKED", "What changed in the last hour");
    assertThat(installation.bus("doctor").words())
        .contains("What changed in the last hour", "in outboxes");
    assertThat(installation.bus("doctor", "--json").json().at("/counters/parkedKeys").asLong())
        .isPositive();
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
  void aPreviewThatCountsNoKeyReleasesNoneThatIsParkedLater() {
    String fields = "?subscription=" + Installation.SUMMARY + "&cause=nobody+has+seen+it";

    assertThat(browser.page("/act/release" + fields)).contains("name=\"up-to\" value=\"0\"");
  }

  @Test
  void aReleaseByCauseIsRefusedWithoutItsPreview() {
    String event = parked();
    String cause =
        installation.bus("parked", "causes", "--json").json().findValue("cause").asText();
    Map<String, String> fields =
        Map.of("subscription", Installation.SUMMARY, "cause", cause, "reason", "a test");
    installation.refuseNothing();

    HttpResponse<String> answer =
        browser.send(browser.page("/act/release"), "/act/release", fields);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Browser.text(answer.body())).contains("look at the preview first");
    assertThat(answer.body()).containsPattern("name=\"up-to\" value=\"\\d+\"");
    assertThat(installation.bus("trace", event).out()).contains("PARKED");
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
    String page = browser.page("/topics?filter0=" + "%3Cscript%3Ealert(1)%3C%2Fscript%3E");

    assertThat(page).contains("alert(1)").doesNotContain("<script>alert");
    assertThat(Browser.text(browser.page("/find?q=%3Cb%3Ebold"))).contains("<b>bold");
    assertThat(browser.page("/find?q=%3Cb%3Ebold")).doesNotContain("<b>bold");
  }

  @Test
  void aTableIsAFileForSpreadsheetsToo() {
    HttpResponse<String> answer = browser.get("/topics?export=0");

    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(answer.body()).startsWith("\"MODULE\",\"TOPIC\"").contains(Installation.STREAM);
  }

  @Test
  void aTableIsSortedAndFilteredByItsLink() {
    String descending = browser.page("/topics?sort0=-TOPIC&filter0=circulation.lo");
    String ascending = browser.page("/topics?sort0=TOPIC&filter0=circulation.lo");

    assertThat(descending).doesNotContain("feesfines.account-events");
    assertThat(descending)
        .containsSubsequence("circulation.log-records", Installation.STREAM)
        .isNotEqualTo(ascending);
    assertThat(ascending).containsSubsequence(Installation.STREAM, "circulation.log-records");
  }

  @Timeout(60)
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
    WebConsole open = new WebConsole(vertx, installation.asked(Optional.empty()), SURROUNDINGS);

    assertThatThrownBy(() -> started(open, "0.0.0.0"))
        .hasRootCauseInstanceOf(ConsoleException.class)
        .hasMessageContaining("without a login");
  }

  @Test
  void whoDoesNotKnowTheAdminTokenSeesNothing() throws Exception {
    Browser stranger = stranger();

    HttpResponse<String> login = stranger.get("/lag");
    assertThat(login.uri().getPath()).isEqualTo("/login");
    assertThat(stranger.post("/login", Map.of("name", "ada", "secret", "wrong")).statusCode())
        .isEqualTo(401);
    HttpResponse<String> in =
        stranger.post("/login", Map.of("name", "ada", "secret", ADMIN_TOKEN, "to", "/lag"));
    assertThat(in.uri().getPath()).isEqualTo("/lag");
    assertThat(in.body()).contains("ada", "patron-summary").doesNotContain(ADMIN_TOKEN);
  }

  @Test
  void aLoginLeadsToNoOtherHost() throws Exception {
    Browser stranger = stranger();

    HttpResponse<String> in =
        stranger.post(
            "/login", Map.of("name", "ada", "secret", ADMIN_TOKEN, "to", "//evil.example/"));

    assertThat(in.uri()).isEqualTo(stranger.base().resolve("/"));
  }

  @Test
  void aLoginThatAnotherSiteSendsIsRefused() throws Exception {
    Browser stranger = stranger();

    HttpResponse<String> refused =
        stranger.postFrom(
            "https://evil.example", "/login", Map.of("name", "ada", "secret", ADMIN_TOKEN));

    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  void whoLogsOutMustLogInAgain() throws Exception {
    Browser someone = stranger();
    String page =
        someone.post("/login", Map.of("name", "ada", "secret", ADMIN_TOKEN, "to", "/gaps")).body();

    someone.send(page, "/logout", Map.of());

    assertThat(someone.get("/gaps").uri().getPath()).isEqualTo("/login");
  }
}
