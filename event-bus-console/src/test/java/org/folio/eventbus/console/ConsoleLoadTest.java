/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.testing.ChildJvm;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Twenty open browsers and ten thousand parked keys, with 256 MiB of heap. */
@Tag("long")
@WithEventBusServers
class ConsoleLoadTest {

  private static final String LISTENS = "The console is at ";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int BROWSERS = 20;
  private static final int PARKED = 10_000;
  private static final int ROUNDS = 15;
  private static final List<String> FOLLOWED = List.of("/", "/parked", "/parked/keys", "/lag");
  private static final List<String> PAGES =
      List.of("/", "/parked", "/parked/keys", "/lag", "/gaps", "/topics", "/operations", "/search");

  private static Installation installation;
  private static ChildJvm console;
  private static Browser browser;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Map<String, CompletableFuture<Void>> awaited = new ConcurrentHashMap<>();
  private static final ExecutorService readers = Executors.newCachedThreadPool();

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) {
    installation = new Installation(kafka, database);
    installation.parkMany(PARKED, "a cause of many keys", "many-");
    console =
        ChildJvm.mainClass(Console.class.getName())
            .jvmOption("-Xmx256m")
            .jvmOption("-XX:+ExitOnOutOfMemoryError")
            .argument("serve")
            .argument("--port")
            .argument("0")
            .argument("--tenant")
            .argument("diku")
            .argument("--modules")
            .argument(
                "mod-circulation-adapter=%s,mod-patron-blocks-adapter=%s"
                    .formatted(
                        Installation.url(installation.circulation),
                        Installation.url(installation.patronBlocks)))
            .start();
    String line = console.awaitLine(told -> told.startsWith(LISTENS), LIMIT);
    browser = new Browser(URI.create(line.substring(LISTENS.length())).getPort());
  }

  @AfterAll
  static void stop() {
    readers.shutdownNow();
    console.close();
    installation.close();
  }

  @Test
  void pagesStayQuickWhileTwentyBrowsersFollow() throws Exception {
    CountDownLatch followed = new CountDownLatch(BROWSERS);
    for (int i = 0; i < BROWSERS; i++) {
      follow(FOLLOWED.get(i % FOLLOWED.size()), followed);
    }
    assertThat(followed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("all got a page").isTrue();
    Map<String, List<Long>> millis = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (String page : PAGES) {
        long begun = System.nanoTime();
        browser.page(page);
        millis
            .computeIfAbsent(page, first -> new ArrayList<>())
            .add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
      }
    }
    millis.forEach(
        (page, times) ->
            System.out.printf(
                "%s: median %d ms, 95 of 100 within %d ms%n",
                page, share(times, 50), share(times, 95)));
    CompletableFuture<Void> seen = told(Integer.toString(PARKED + 1));
    long begun = System.nanoTime();
    installation.parkMany(1, "a cause of many keys", "one-more-");
    seen.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    long after = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    System.out.printf("A parked key was seen after %d ms%n", after);
    assertThat(after).isLessThanOrEqualTo(2_000);
    assertThat(console.alive()).as("within 256 MiB").isTrue();
    assertThat(share(millis.get("/parked"), 95)).isLessThanOrEqualTo(500);
    assertThat(share(millis.get("/parked/keys"), 95)).isLessThanOrEqualTo(500);
    assertThat(share(millis.values().stream().flatMap(List::stream).toList(), 95))
        .isLessThanOrEqualTo(300);
  }

  private static void follow(String page, CountDownLatch followed) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(browser.base().resolve("/live?page=" + page)).build();
    InputStream stream = CLIENT.send(request, BodyHandlers.ofInputStream()).body();
    readers.execute(
        () -> {
          boolean first = true;
          try (BufferedReader lines =
              new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              String read = line;
              awaited.forEach(
                  (text, seen) -> {
                    if (read.replace(",", "").contains(text)) {
                      seen.complete(null);
                    }
                  });
              if (first && line.equals("event: content")) {
                first = false;
                followed.countDown();
              }
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  // The first browser that shows the text.
  private static CompletableFuture<Void> told(String text) {
    return awaited.computeIfAbsent(text, none -> new CompletableFuture<>());
  }

  private static long share(List<Long> times, int percent) {
    List<Long> sorted = times.stream().sorted().toList();
    return sorted.get((sorted.size() * percent + 99) / 100 - 1);
  }
}
