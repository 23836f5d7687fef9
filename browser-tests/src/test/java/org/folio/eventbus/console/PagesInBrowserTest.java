/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.folio.eventbus.console.Installation.awaitThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.folio.eventbus.console.web.WebConsole;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages as a person sees and uses them. */
@WithEventBusServers
class PagesInBrowserTest {

  private static final Path CHROMIUM = Path.of(System.getProperty("browser.executable"));
  private static final String PICTURES = System.getProperty("screenshots", "");
  // Those that no page lists.
  private static final List<String> OTHERS =
      List.of("/parked/keys", "/act/release", "/act/discard", "/act/retry", "/nothing-is-here");

  private static Installation installation;
  private static Vertx vertx;
  private static WebConsole console;
  private static String base;
  private static final List<String> paths = new ArrayList<>();
  private static Playwright playwright;
  private static Browser chromium;

  private final List<String> errors = new ArrayList<>();
  private final List<String> elsewhere = new ArrayList<>();
  private BrowserContext context;
  private Page page;

  // What htmx tells before it shows what the stream has brought.
  private static final String FRESH =
      "new CustomEvent('htmx:sseBeforeMessage', {cancelable: true, detail: {type: 'content', data: '<p>fresher</p>'}})";

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    assumeThat(CHROMIUM).as("a Chromium; install it, or give -Dbrowser.executable=FILE").exists();
    installation = new Installation(kafka, database);
    vertx = Vertx.vertx();
    console =
        new WebConsole(
            vertx,
            installation.asked(Optional.empty()),
            new Surroundings(Map.of(), false, Optional.empty(), Clock.systemUTC()));
    int port = console.start("127.0.0.1", 0).toCompletionStage().toCompletableFuture().get();
    base = "http://127.0.0.1:" + port;
    paths.addAll(new org.folio.eventbus.console.Browser(port).listedPages());
    paths.addAll(OTHERS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox")));
  }

  @AfterAll
  static void stop() {
    if (console == null) {
      return;
    }
    playwright.close();
    console.stop();
    vertx.close();
    installation.close();
  }

  @BeforeEach
  void open() {
    open(ColorScheme.LIGHT);
  }

  private void open(ColorScheme scheme) {
    if (context != null) {
      context.close();
    }
    context =
        chromium.newContext(
            new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(1280, 800));
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          // The browser itself notes each page that is answered with an error.
          if (message.type().equals("error") && !message.text().contains("the server responded")) {
            errors.add(message.text());
          }
        });
    page.onPageError(errors::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(base) && !request.url().startsWith("data:")) {
            elsewhere.add(request.url());
          }
        });
  }

  @AfterEach
  void close() {
    installation.refuseNothing();
    context.close();
    assertThat(errors).isEmpty();
    assertThat(elsewhere).isEmpty();
  }

  private void picture(String name) throws Exception {
    if (!PICTURES.isEmpty()) {
      Files.createDirectories(Path.of(PICTURES));
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(PICTURES, name + ".png")));
    }
  }

  private void assertAccessible(String where) {
    AxeResults results =
        new AxeBuilder(page)
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze();
    assertThat(results.getViolations()).as(where + " " + results.getViolations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void everyPageIsAccessible(ColorScheme scheme) throws Exception {
    UUID user = UUID.randomUUID();
    String event = installation.park(user);
    open(scheme);
    List<String> all = new ArrayList<>(paths);
    all.add("/event?id=" + event);
    all.add("/patron?id=" + user);
    all.add("/search?user=" + user);
    all.add("/key?stream=" + Installation.STREAM + "&key=" + user);
    all.add("/parked/key?subscription=" + Installation.SUMMARY + "&event=" + event);
    all.add("/act/release?subscription=" + Installation.SUMMARY + "&event=" + event);
    for (String path : all) {
      page.navigate(base + path);
      picture(
          scheme.name().toLowerCase(java.util.Locale.ROOT)
              + path.replaceAll("[?].*", "").replace('/', '-'));
      assertAccessible(scheme + " " + path);
    }
  }

  @Test
  void nothingIsCutOffOnANarrowScreen() throws Exception {
    page.setViewportSize(320, 640);
    for (String path : paths) {
      page.navigate(base + path);
      picture("narrow" + path.replaceAll("[?].*", "").replace('/', '-'));

      assertThat(page.evaluate("document.documentElement.scrollWidth")).as(path).isEqualTo(320);
    }
  }

  @Test
  void aKeyIsReleasedByKeyboardAlone() {
    String event = installation.park(UUID.randomUUID());
    page.navigate(base + "/");
    page.keyboard().press("/");
    page.keyboard().type(event);
    page.keyboard().press("Enter");
    page.waitForURL("**/event?id=*");
    tabTo("a", "Release parked events");
    page.keyboard().press("Enter");
    page.waitForURL("**/act/release**");
    installation.refuseNothing();
    tabTo("input[name=reason]", "");
    page.keyboard().type("the constraint is gone");
    page.keyboard().press("Enter");
    page.waitForURL("**/task/*");
    page.waitForSelector("text=It has ended.");
    installation.awaitApplied(event);
  }

  // Presses the tabulator until the wanted element has the focus.
  private void tabTo(String selector, String text) {
    for (int i = 0; i < 200; i++) {
      page.keyboard().press("Tab");
      Object there =
          page.evaluate(
              "([selector, text]) => document.activeElement.matches(selector) && document.activeElement.textContent.includes(text)",
              List.of(selector, text));
      if (Boolean.TRUE.equals(there)) {
        return;
      }
    }
    throw new AssertionError("The keyboard does not reach " + selector + " " + text);
  }

  @Test
  void whatAPersonTypesStaysWhileThePageRefreshes() {
    for (int i = 0; i < 6; i++) {
      installation.park(UUID.randomUUID());
    }
    page.navigate(base + "/parked/keys");
    page.fill("input[name=filter0]", "half a wo");
    page.focus("input[name=filter0]");
    String event = installation.park(UUID.randomUUID());
    awaitThat(() -> assertThat(installation.bus("parked", "list").out()).contains(event));
    assertThat(page.inputValue("input[name=filter0]")).isEqualTo("half a wo");

    page.focus("#q");

    page.waitForSelector("text=" + event);
  }

  @Test
  void aPayloadIsTextWhateverItHolds() throws Exception {
    UUID user = UUID.randomUUID();
    String event = installation.park(user, hostile());
    for (String path :
        List.of(
            "/event?id=" + event,
            "/parked/key?subscription=" + Installation.SUMMARY + "&event=" + event)) {
      page.setViewportSize(320, 640);
      page.navigate(base + path);
      page.click("text=Show personal data");
      page.fill("input[name=reason]", "a test");
      page.click("button:text-is('Show')");
      page.waitForSelector("text=Personal data were asked for");

      assertThat(page.content()).contains("&lt;script&gt;window.hacked");
      assertThat(page.evaluate("window.hacked === undefined")).as(path).isEqualTo(true);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).as(path).isEqualTo(320);
      assertThat(page.locator("main script, main img, main iframe").count()).isZero();
      page.setViewportSize(1280, 800);
      picture("hostile" + path.replaceAll("[?].*", "").replace('/', '-'));
    }
  }

  // What turns the direction of writing, much of it, and many fields.
  private static Map<String, Object> hostile() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(
        "script", "<script>window.hacked = true</script><img src=x onerror=window.hacked=1>");
    fields.put("direction", "\u202Ereversed\u2066 and \u200Fmore");
    fields.put("\"><b>name", "a field with marks in its name");
    for (int i = 0; i < 10_000; i++) {
      fields.put("field" + i, i);
    }
    fields.put("long", "x".repeat(600_000));
    return fields;
  }

  @Test
  void aCauseIsTextWhateverItHolds() {
    installation.parkMany(1, "<script>window.hacked = true</script> \u202Eesrever", "hostile-");
    try {
      for (String path : List.of("/", "/parked", "/parked/keys")) {
        page.navigate(base + path);

        assertThat(page.content()).as(path).contains("&lt;script&gt;window.hacked");
        assertThat(page.evaluate("window.hacked === undefined")).as(path).isEqualTo(true);
      }
    } finally {
      installation.releaseMany("hostile-");
    }
  }

  @Test
  void theLagOfTheDayIsDrawn() throws Exception {
    // A busy time, and an hour in which no instance read.
    for (int minutes = 5; minutes < 24 * 60; minutes += 5) {
      if (minutes / 60 != 15) {
        double busy = Math.exp(-Math.pow((minutes - 420) / 90.0, 2));
        installation.noteLag(
            minutes + " minutes", Math.round(288 * busy), Math.round(60 * busy) / 10.0);
      }
    }
    page.navigate(base + "/lag");
    page.waitForSelector(".plot canvas");

    assertThat(page.locator(".plot").first().locator("canvas").count()).isEqualTo(2);
    assertThat(page.locator(".plot").first().getAttribute("aria-label"))
        .contains("at most 288 events");
    picture("lag-of-a-day");
    page.click("text=As a table");
    assertThat(page.locator("details[open] table").isVisible()).isTrue();
    assertAccessible("the lag of a day");
  }

  @Test
  void aPointerThatRestsOnACurveKeepsFreshContentAwayForHalfAMinuteAtMost() {
    installation.noteLag("0 minutes", 0, 0);
    page.clock().install();
    page.navigate(base + "/lag");
    page.waitForSelector(".plot canvas");
    // The page ends its stream, so that nothing else is fresh.
    page.evaluate("dispatchEvent(new Event('beforeunload'))");
    page.hover(".plot");
    page.evaluate("document.dispatchEvent(%s)".formatted(FRESH));
    assertThat(page.locator("#content").textContent()).doesNotContain("fresher");

    page.clock().fastForward(31_000);

    page.waitForSelector("text=fresher");
  }

  @Test
  void hostileTextBreaksNoPage() {
    UUID user = UUID.randomUUID();
    page.navigate(base + "/search?type=%3Cscript%3Ealert(1)%3C/script%3E&user=" + user);

    assertThat(page.inputValue("input[name=type]")).isEqualTo("<script>alert(1)</script>");
    assertThat(page.locator("main script").count()).isZero();
  }
}
