/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.folio.eventbus.console.Installation.awaitThat;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.folio.eventbus.console.web.WebConsole;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many keys are released from a page, while other events arrive. */
@Tag("long")
@WithEventBusServers
class GroupReleaseTest {

  private static final int KEYS = 500;
  // A subscription stops when it parks more than half of its events.
  private static final int GOOD_FOR_EACH = 2;
  private static final int PER_SECOND = 200;
  private static final String REFUSED = "badbad";
  private static final Pattern RELEASED = Pattern.compile("(\\d+) events were released in order");
  private static final Pattern UP_TO = Pattern.compile("name=\"up-to\" value=\"(\\d+)\"");

  private final Installation installation;
  private final Vertx vertx = Vertx.vertx();
  private final WebConsole console;
  private final Browser browser;
  private final ScheduledExecutorService traffic = Executors.newScheduledThreadPool(2);
  private final List<String> arrived = new CopyOnWriteArrayList<>();

  GroupReleaseTest(KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    installation = new Installation(kafka, database);
    console =
        new WebConsole(
            vertx,
            installation.asked(Optional.empty()),
            new Surroundings(Map.of(), false, Optional.empty(), Clock.systemUTC()));
    browser =
        new Browser(console.start("127.0.0.1", 0).toCompletionStage().toCompletableFuture().get());
  }

  @AfterEach
  void stop() {
    traffic.shutdownNow();
    installation.refuseNothing();
    console.stop();
    vertx.close();
    installation.close();
  }

  @Test
  void exactlyThePreviewedKeysAreReleasedThoughSomebodyCancelsHalfWay() throws Exception {
    installation.refuseLoans(REFUSED);
    for (int i = 0; i < KEYS; i++) {
      park();
    }
    awaitThat(() -> assertThat(parkedKeys()).isEqualTo(KEYS));
    String cause =
        installation.bus("parked", "causes", "--json").json().findValue("cause").asText();
    String preview =
        browser.page(
            "/act/release?subscription=" + Installation.SUMMARY + "&cause=" + encoded(cause));
    assertThat(Browser.text(preview)).contains(KEYS + " keys would be released");
    park();
    awaitThat(() -> assertThat(parkedKeys()).isEqualTo(KEYS + 1L));
    traffic.scheduleAtFixedRate(
        () -> arrived.add(installation.checkOut(UUID.randomUUID())),
        0,
        1_000_000 / PER_SECOND,
        TimeUnit.MICROSECONDS);
    installation.refuseNothing();

    String task = release(preview, cause);
    awaitThat(
        () -> assertThat(Browser.text(browser.page(task))).contains("have not been tried yet"));
    browser.send(browser.page(task), task + "/cancel", Map.of());
    awaitThat(() -> assertThat(Browser.text(browser.page(task))).contains("It was cancelled;"));
    int first = released(task);
    assertThat(first).isBetween(1, KEYS - 1);
    assertThat(parkedKeys()).isEqualTo(KEYS + 1L - first);
    assertThat(applied()).isEqualTo(first);

    String rest = release(preview, cause);
    awaitThat(() -> assertThat(Browser.text(browser.page(rest))).contains("It has ended."));
    assertThat(released(rest)).isEqualTo(KEYS - first);
    assertThat(parkedKeys()).as("one was parked after the preview").isEqualTo(1);
    assertThat(applied()).isEqualTo(KEYS);

    traffic.shutdown();
    assertThat(traffic.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    System.out.printf(
        "Released %d keys, then %d, while %d events arrived%n",
        first, KEYS - first, arrived.size());
    awaitThat(() -> assertThat(appliedOnce(arrived)).isEqualTo(arrived.size()));
  }

  private void park() {
    for (int i = 0; i < GOOD_FOR_EACH; i++) {
      installation.checkOut(UUID.randomUUID());
    }
    String random = UUID.randomUUID().toString();
    installation.checkOut(
        "diku", UUID.randomUUID(), UUID.fromString(REFUSED + random.substring(REFUSED.length())));
  }

  private String release(String preview, String cause) {
    Matcher upTo = UP_TO.matcher(preview);
    assertThat(upTo.find()).as(preview).isTrue();
    return browser
        .send(
            preview,
            "/act/release",
            Map.of(
                "subscription",
                Installation.SUMMARY,
                "cause",
                cause,
                "up-to",
                upTo.group(1),
                "reason",
                "the constraint is gone"))
        .uri()
        .getPath();
  }

  private int released(String task) {
    // The last one is the sum; those before it are steps.
    String page = Browser.text(browser.page(task)).replaceFirst("Steps.*", "");
    Matcher told = RELEASED.matcher(page);
    assertThat(told.find()).as(page).isTrue();
    return Integer.parseInt(told.group(1));
  }

  private long parkedKeys() {
    return count(
        "SELECT count(*) FROM %s.event_cursor WHERE parked".formatted(Installation.BLOCKS));
  }

  private long applied() {
    return count(
        "SELECT count(*) FROM %s.patron_loan WHERE loan_id::text LIKE '%s%%'"
            .formatted(Installation.BLOCKS, REFUSED));
  }

  private long appliedOnce(List<String> events) {
    return count(
        """
        SELECT count(*) FROM (
          SELECT event_id FROM %s.event_receipt
           WHERE subscription = '%s' AND outcome = 'APPLIED' AND event_id IN ('%s')
           GROUP BY event_id HAVING count(*) = 1) AS once
        """
            .formatted(Installation.BLOCKS, Installation.SUMMARY, String.join("','", events)));
  }

  private long count(String query) {
    try (Connection connection = installation.connection();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
