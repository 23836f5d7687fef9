/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.folio.eventbus.testing.ModuleUnderTest.LIMIT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.folio.eventbus.testing.AccountEvents;
import org.folio.eventbus.testing.FreePorts;
import org.folio.eventbus.testing.LoanEvents;
import org.folio.eventbus.testing.ModuleUnderTest;
import org.folio.sandbox.client.EventBusClient;
import org.folio.sandbox.install.AdapterModule;
import org.folio.sandbox.install.AdapterProcess;
import org.folio.sandbox.install.Installation;
import org.folio.sandbox.install.Ports;
import org.folio.sandbox.install.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Delivers events of fees and fines from mod-feesfines-adapter to mod-circulation. The adapters are
 * separate processes; Kafka and PostgreSQL are real.
 */
@Tag("long")
class FeeFineDeliveryTest {

  private static final String BALANCE = "FEE_FINE_BALANCE_CHANGED";
  private static final String CLOSED = "LOAN_RELATED_FEE_FINE_CLOSED";
  private static final int LOANS = 20;
  private static final int WELL_UNDER_WAY = 40;
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final Duration PACE = Duration.ofMillis(50);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Installation installation;
  private static CirculationDouble circulation;
  private static ModuleUnderTest producer;
  private static ModuleUnderTest deliverer;

  // By key, in the order in which they were published.
  private final Map<String, List<String>> published = new TreeMap<>();
  private final UUID user = UUID.randomUUID();

  @BeforeAll
  static void install() {
    Path project = Path.of("").toAbsolutePath().getParent();
    Workspace workspace =
        new Workspace(project, Path.of("target", "fee-fine-delivery-test").toAbsolutePath());
    assertThat(workspace.occupy()).isTrue();
    workspace.clear();
    installation = Installation.start(workspace, Ports.free(), progress -> {});
    circulation = new CirculationDouble(FreePorts.next());
    installation.deployCirculation(circulation.url());
    installation.startAdapters();
    new EventBusClient(installation.feesFines().url(), installation.okapiUrl())
        .enable(AdapterModule.FEES_FINES);
    new EventBusClient(installation.circulation().url(), installation.okapiUrl())
        .enable(AdapterModule.CIRCULATION);
    producer = module(AdapterModule.FEES_FINES, installation.feesFines());
    deliverer = module(AdapterModule.CIRCULATION, installation.circulation());
  }

  @AfterAll
  static void close() {
    installation.close();
    circulation.close();
  }

  private static ModuleUnderTest module(AdapterModule module, AdapterProcess process) {
    return new ModuleUnderTest(
        process.url().getPort(), module.moduleName(), installation.postgres().coordinates());
  }

  @Test
  void nothingParksAndNothingIsLostWhileTheModuleIsDownForHalfAMinute() throws Exception {
    List<UUID> loans = IntStream.range(0, LOANS).mapToObj(i -> UUID.randomUUID()).toList();
    ScheduledExecutorService desk = Executors.newSingleThreadScheduledExecutor();
    int[] turn = {0};
    ScheduledFuture<?> flow =
        desk.scheduleAtFixedRate(
            () -> pay(loans.get(turn[0] % LOANS), turn[0]++),
            0,
            PACE.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      await().atMost(LIMIT).until(() -> circulation.taken().size() > WELL_UNDER_WAY);
      circulation.down();
      long since = System.nanoTime();
      int before = circulation.taken().size();
      await().atMost(OUTAGE.plus(LIMIT)).until(() -> System.nanoTime() - since > OUTAGE.toNanos());
      assertThat(parked()).doesNotContainAnyElementsOf(keys());
      assertThat(circulation.taken()).as("the module is down").hasSizeLessThan(before + 2);
      circulation.up();
      int atReturn = circulation.taken().size();
      await().atMost(LIMIT).until(() -> circulation.taken().size() > atReturn + WELL_UNDER_WAY);
    } finally {
      flow.cancel(false);
      desk.shutdown();
      assertThat(desk.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    assertThat(flow.isCancelled()).as("every request was answered with 201").isTrue();
    assertThat(count()).isGreaterThan((int) (OUTAGE.toMillis() / PACE.toMillis()));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(takenOfEachKey()).isEqualTo(published));
    assertThat(parked()).doesNotContainAnyElementsOf(keys());
  }

  @Test
  void refusedEventOfALoanParksWhatFollowsForThatLoanAndNothingElse() {
    UUID refused = UUID.randomUUID();
    // The balance event of an account also names the loan, but is not refused.
    circulation.refuses(body -> body.contains(refused.toString()) && !body.contains("balance"));
    publish(CLOSED, refused, AccountEvents.loanRelatedFeeFineClosed(refused));
    publish(CLOSED, refused, AccountEvents.loanRelatedFeeFineClosed(refused));
    UUID account = UUID.randomUUID();
    for (int i = 0; i < WELL_UNDER_WAY; i++) {
      UUID loan = UUID.randomUUID();
      publish(CLOSED, loan, AccountEvents.loanRelatedFeeFineClosed(loan));
      publish(
          BALANCE,
          account,
          AccountEvents.balanceChanged(
              user, account, UUID.randomUUID(), BigDecimal.valueOf(i), refused));
    }
    publish(CLOSED, refused, AccountEvents.loanRelatedFeeFineClosed(refused));
    Map<String, List<String>> others = new TreeMap<>(published);
    others.remove(refused.toString());

    await().atMost(LIMIT).untilAsserted(() -> assertThat(takenOfEachKey()).isEqualTo(others));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(parkedEvents(refused)).isEqualTo(3));
    assertThat(parked()).contains(refused.toString()).doesNotContainAnyElementsOf(others.keySet());
  }

  // Pays an account of a loan, which closes the account. Each loan has one account.
  private void pay(UUID loan, int turn) {
    UUID account = UUID.nameUUIDFromBytes(loan.toString().getBytes(StandardCharsets.UTF_8));
    publish(
        BALANCE,
        account,
        AccountEvents.balanceChanged(
            user, account, UUID.randomUUID(), BigDecimal.valueOf(turn), loan));
    publish(CLOSED, loan, AccountEvents.loanRelatedFeeFineClosed(loan));
  }

  private synchronized void publish(String type, UUID key, Map<String, Object> payload) {
    String id = UUID.randomUUID().toString();
    var answer =
        producer.post(
            "/fees-fines-events",
            "{\"id\":\"%s\",\"type\":\"%s\",\"payload\":%s}"
                .formatted(id, type, LoanEvents.json(payload)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    published.computeIfAbsent(key.toString(), first -> new ArrayList<>()).add(id);
  }

  private synchronized List<String> keys() {
    return List.copyOf(published.keySet());
  }

  private int count() {
    return published.values().stream().mapToInt(List::size).sum();
  }

  // A call is repeated if its answer was lost with the connection.
  private Map<String, List<String>> takenOfEachKey() {
    Map<String, String> keyOf = new LinkedHashMap<>();
    published.forEach((key, ids) -> ids.forEach(id -> keyOf.put(id, key)));
    Map<String, List<String>> taken = new TreeMap<>();
    circulation.taken().stream()
        .distinct()
        .filter(keyOf::containsKey)
        .forEach(id -> taken.computeIfAbsent(keyOf.get(id), key -> new ArrayList<>()).add(id));
    return taken;
  }

  private static List<String> parked() {
    List<String> keys = new ArrayList<>();
    parkedKeys().forEach(parked -> keys.add(parked.path("key").asText()));
    return keys;
  }

  private static int parkedEvents(UUID key) {
    int events = 0;
    for (JsonNode parked : parkedKeys()) {
      events +=
          parked.path("key").asText().equals(key.toString()) ? parked.path("events").asInt() : 0;
    }
    return events;
  }

  private static JsonNode parkedKeys() {
    var answer = deliverer.get("/event-bus/parked?reveal=true");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      return JSON.readTree(answer.body()).path("parked");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
