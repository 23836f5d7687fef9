/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.RawHttp;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A module with the heap of its container keeps serving other clients, whatever hostile clients
 * send.
 */
@Tag("long")
@WithEventBusServers
class HostileClientsTest {

  private static final String DIKU = "diku";
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Duration ANSWER_OF_OKAPI = Duration.ofSeconds(10);
  private static final String CHECK_OUT = "/automated-patron-blocks/handlers/item-checked-out";
  private static final String BLOCKS = "/automated-patron-blocks/";

  // Enough bodies to fill the heap, and as many headers as a client opens within a second.
  private static final int BODIES = 122;
  private static final int BODY = 4_190_000;
  private static final byte[] SENT = new byte[4_000_000];
  private static final int SENDERS = 4;
  private static final int HEADS = 2_000;
  // A module that has just started compiles its code, which takes seconds of two processors.
  private static final int WARM = 1_000;

  private static final int LARGE_ANSWERS = 10;
  private static final long LARGE = 1_500_000_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  // A thread per connection would take processor time from the thread that measures.
  private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

  private final CountDownLatch over = new CountDownLatch(1);
  private final KafkaBroker kafka;
  private final PostgresServer postgres;

  HostileClientsTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  @Test
  void healthAnswersInTimeWhateverOthersSend() throws Exception {
    HttpServer okapi =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    okapi.setExecutor(threads);
    okapi.createContext("/large/users", exchange -> pour(exchange, new byte[1024 * 1024]));
    okapi.createContext("/slow/users", this::trickle);
    okapi.start();
    List<RawHttp> open = new ArrayList<>();
    try (ModuleInstance module =
        new ModuleInstance(
            Deployable.PATRON_BLOCKS,
            FolioEnvironment.of(kafka, postgres.newDatabase()),
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError")) {
      module.awaitReady().tenants().enable(DIKU, "mod-patron-blocks-adapter-0.1.0");
      for (int i = 0; i < WARM; i++) {
        answer(module.port(), "GET /admin/health", List.of(), "");
      }
      // Each request is about another patron, because equal requests share one call to Okapi.
      List<UUID> patrons = Stream.generate(UUID::randomUUID).limit(LARGE_ANSWERS + 1).toList();
      patrons.forEach(patron -> lend(module, patron));
      Future<Duration> slowest = threads.submit(new HealthProbe(module.port(), over));
      String address = "http://localhost:" + okapi.getAddress().getPort();
      Future<Duration> slow =
          threads.submit(() -> refused(module, patrons.get(LARGE_ANSWERS), address + "/slow"));
      List<Future<Duration>> large =
          IntStream.range(0, LARGE_ANSWERS)
              .mapToObj(
                  i -> threads.submit(() -> refused(module, patrons.get(i), address + "/large")))
              .toList();

      for (int i = 0; i < HEADS; i++) {
        open.add(new RawHttp(module.port(), LIMIT).send("GET /admin/health HTTP/1.1\r\nX-Half: "));
      }
      List<Future<RawHttp>> stalled =
          IntStream.range(0, BODIES)
              .mapToObj(i -> senders.submit(() -> stalledBody(module.port())))
              .toList();
      for (Future<RawHttp> one : stalled) {
        open.add(get(one));
      }
      // The module serves the request, or asks the client to repeat it later.
      assertThat(checkOut(module, UUID.randomUUID())).matches("(?s)HTTP/1.1 (204|503) .*");
      for (RawHttp head : open.subList(0, HEADS)) {
        assertThat(head.answer()).isEmpty();
      }
      for (Future<Duration> answer : large) {
        assertThat(get(answer)).isLessThan(ANSWER_OF_OKAPI);
      }
      assertThat(get(slow)).isLessThan(ANSWER_OF_OKAPI.plus(HealthProbe.LIMIT));

      over.countDown();
      assertThat(get(slowest)).isLessThan(HealthProbe.LIMIT);
      assertThat(module.alive()).isTrue();
      assertThat(module.said()).noneMatch(line -> line.contains("OutOfMemoryError"));
    } finally {
      over.countDown();
      open.forEach(RawHttp::close);
      okapi.stop(0);
      threads.shutdownNow();
      senders.shutdownNow();
    }
  }

  private static <T> T get(Future<T> work) throws Exception {
    return work.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static void lend(ModuleInstance module, UUID patron) {
    assertThat(checkOut(module, patron)).startsWith("HTTP/1.1 204 ");
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(module.tenants().get(DIKU, "/user-summary/" + patron).statusCode())
                    .isEqualTo(200));
  }

  private static String checkOut(ModuleInstance module, UUID patron) {
    String body =
        LoanEvents.json(LoanEvents.itemCheckedOut(patron, UUID.randomUUID(), Instant.now()));
    return answer(
        module.port(), "POST " + CHECK_OUT, List.of("Content-Length: " + body.length()), body);
  }

  private static String answer(int port, String what, List<String> headers, String body) {
    List<String> all = new ArrayList<>(headers);
    all.add("X-Okapi-Tenant: " + DIKU);
    try (RawHttp connection = new RawHttp(port, LIMIT)) {
      return connection.send(RawHttp.head(what + " HTTP/1.1", all) + body).answer();
    }
  }

  // Checks that a failed call to Okapi leads to a 5xx answer; returns its latency.
  private static Duration refused(ModuleInstance module, UUID patron, String okapi) {
    long begin = System.nanoTime();
    assertThat(
            answer(module.port(), "GET " + BLOCKS + patron, List.of("X-Okapi-Url: " + okapi), ""))
        .startsWith("HTTP/1.1 50");
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static RawHttp stalledBody(int port) {
    return new RawHttp(port, LIMIT)
        .send(
            RawHttp.head(
                "POST " + CHECK_OUT + " HTTP/1.1",
                List.of("X-Okapi-Tenant: " + DIKU, "Content-Length: " + BODY)))
        .send(SENT);
  }

  private static void pour(HttpExchange exchange, byte[] block) throws IOException {
    exchange.sendResponseHeaders(200, LARGE);
    try (OutputStream body = exchange.getResponseBody()) {
      for (long sent = 0; sent < LARGE; sent += block.length) {
        body.write(block, 0, (int) Math.min(block.length, LARGE - sent));
      }
    }
  }

  private void trickle(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    try {
      while (!over.await(1, TimeUnit.SECONDS)) {
        body.write(' ');
        body.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
