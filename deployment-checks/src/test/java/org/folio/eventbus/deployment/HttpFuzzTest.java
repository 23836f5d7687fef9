/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.eventbus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.folio.eventbus.deployment.FuzzedRequests.Sent;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.RawHttp;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever clients send, a module stays healthy, returns no internal error and logs no personal
 * data. {@code -Dfuzz.seed=} repeats the requests of a run; {@code -Dfuzz.seconds=} sets its
 * duration.
 */
@Tag("long")
@WithEventBusServers
class HttpFuzzTest {

  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final Duration LASTS = Duration.ofSeconds(Long.getLong("fuzz.seconds", 20));
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int CLIENTS = 2;
  private static final int SLOW_CLIENTS = 50;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
  private static final String UNAVAILABLE = "503";

  // The Okapi that a request names is away.
  private static final String BAD_GATEWAY = "502";
  private static final String NAMES_OKAPI = "x-okapi-url:";

  // A line of the log, of a stack trace, or of the JVM before logging starts.
  private static final Pattern LINE =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT.*|\\t.*|Caused by: .*|[\\w.$]+(: .*)?|)");

  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final KafkaBroker kafka;
  private final PostgresServer postgres;

  HttpFuzzTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  @ParameterizedTest
  @EnumSource(names = {"CIRCULATION", "PATRON_BLOCKS"})
  void nothingThatIsSentHarmsTheModule(Deployable deployable) throws Exception {
    System.out.printf("fuzz: -Dfuzz.seed=%d%n", SEED);
    List<RawHttp> slow = new ArrayList<>();
    try (ModuleInstance module =
        new ModuleInstance(
            deployable,
            FolioEnvironment.of(kafka, postgres.newDatabase()),
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dlog4j.configurationFile=log4j2.properties")) {
      module.awaitReady().tenants().enable(FuzzedRequests.TENANT, deployable.id());
      List<String> endpoints = endpoints(deployable);
      Map<String, String> samples = new TreeMap<>();
      Project.files(Project.RAMLS.resolve("examples"), ".json")
          .forEach(file -> samples.put(file.getFileName().toString(), Project.text(file)));
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        Sent half = new FuzzedRequests(SEED - i, endpoints, samples).next();
        slow.add(new RawHttp(module.port(), LIMIT).send(first(half.bytes())));
      }
      Future<Duration> slowest = threads.submit(new HealthProbe(module.port(), over));
      List<Future<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        FuzzedRequests requests = new FuzzedRequests(SEED + i, endpoints, samples);
        clients.add(threads.submit(() -> send(module.port(), requests)));
      }
      for (Future<Integer> client : clients) {
        assertThat(sent(client, module)).isPositive();
      }
      over.countDown();

      assertThat(slowest.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isLessThan(HealthProbe.LIMIT);
      assertThat(module.alive()).isTrue();
      assertThat(module.said())
          .allSatisfy(
              line -> {
                assertThat(line).doesNotContain(FuzzedRequests.PERSONAL).doesNotContain("\u001b");
                assertThat(line).matches(LINE).doesNotStartWith(FuzzedRequests.FORGED);
              });
    } finally {
      over.countDown();
      threads.shutdownNow();
      slow.forEach(RawHttp::close);
    }
  }

  private static int sent(Future<Integer> client, ModuleInstance module) throws Exception {
    try {
      return client.get(LASTS.plus(LIMIT).toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(String.join("\n", module.said()), e.getCause());
    }
  }

  // Excludes the tenant API: a disabled tenant would leave nothing to test.
  private static List<String> endpoints(Deployable deployable) {
    Set<String> described = Endpoints.ofDescriptor(deployable.descriptor());
    described.remove("POST /_/tenant");
    return Stream.concat(
            described.stream(), Stream.of("GET /admin/ready", "GET /metrics", "GET /nowhere/{}"))
        .toList();
  }

  private static byte[] first(byte[] bytes) {
    byte[] half = new byte[bytes.length / 2];
    System.arraycopy(bytes, 0, half, 0, half.length);
    return half;
  }

  private static int send(int port, FuzzedRequests requests) {
    Map<String, Integer> answered = new TreeMap<>();
    int sent = 0;
    for (long end = System.nanoTime() + LASTS.toNanos(); System.nanoTime() < end; sent++) {
      Sent next = requests.next();
      check(next, sent, answer(port, next), answered);
    }
    System.out.printf("fuzz: %d connections were answered with %s%n", sent, answered);
    return sent;
  }

  private static String answer(int port, Sent next) {
    try (RawHttp connection = new RawHttp(port, LIMIT)) {
      connection.send(next.bytes());
      return next.complete() ? connection.answer() : "";
    } catch (UncheckedIOException e) {
      // The server may close the connection while the client sends.
      if (e.getCause() instanceof java.net.SocketTimeoutException) {
        throw new AssertionError("Neither an answer nor an end:\n" + next, e);
      }
      return "";
    }
  }

  private static void check(Sent sent, int index, String answer, Map<String, Integer> answered) {
    Matcher statuses = STATUS.matcher(answer);
    while (statuses.find()) {
      String status = statuses.group(1);
      answered.merge(status, 1, Integer::sum);
      boolean documented =
          status.equals(UNAVAILABLE)
              || status.equals(BAD_GATEWAY)
                  && sent.toString().toLowerCase(Locale.ROOT).contains(NAMES_OKAPI);
      boolean failure = status.startsWith("5") && !documented;
      assertThat(failure).as("connection %d:%n%s%n%nanswered:%n%s", index, sent, answer).isFalse();
    }
  }
}
