/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.feesfines.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.folio.eventbus.PublishedEvent;
import org.folio.eventbus.TenantId;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.ModuleUnderTest;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The example publishes the events of mod-feesfines, and README.md contains it as it is compiled
 * here.
 */
@WithEventBusServers
class AccountStoreTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final TenantId DIKU = new TenantId("diku");
  private static final String BALANCE = "FEE_FINE_BALANCE_CHANGED";
  private static final String CLOSED = "LOAN_RELATED_FEE_FINE_CLOSED";

  private static Vertx vertx;
  private static AccountStore store;
  private static ModuleUnderTest tables;

  private final UUID id = UUID.randomUUID();
  private final UUID loan = UUID.randomUUID();

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) {
    vertx = Vertx.vertx();
    store = new AccountStore(vertx, FolioEnvironment.of(kafka, database));
    get(store.start(DIKU));
    tables = new ModuleUnderTest(0, "mod-feesfines", database);
  }

  @AfterAll
  static void stop() {
    get(store.stop());
    get(vertx.close());
  }

  @Test
  void accountBecomesTheEventOfTheContract() {
    assertThat(types(get(store.save(DIKU, account("Open", 30.005, loan.toString())))))
        .containsExactly(BALANCE);

    JsonObject payload = payload();
    assertThat(payload.remove("metadata")).isNotNull();
    assertThat(payload)
        .isEqualTo(
            new JsonObject()
                .put("userId", Account.id("user", 1).toString())
                .put("feeFineId", id.toString())
                .put("feeFineTypeId", Account.id("type", 1).toString())
                .put("loanId", loan.toString())
                .put("balance", 30.0));
  }

  @ParameterizedTest
  @CsvSource({"Closed, 0.0, true", "closed, 0.004, true", "Open, 0.0, false", "Closed, 0.1, false"})
  void loanIsToldOfAnAccountThatIsClosedWithNothingLeft(
      String status, double remaining, boolean told) {
    assertThat(types(get(store.save(DIKU, account(status, remaining, loan.toString())))))
        .isEqualTo(told ? List.of(BALANCE, CLOSED) : List.of(BALANCE));
  }

  @Test
  void accountWhoseLoanIsNoUuidBelongsToNone() {
    assertThat(types(get(store.save(DIKU, account("Closed", 0, "0"))))).containsExactly(BALANCE);
    assertThat(payload().containsKey("loanId")).isFalse();
  }

  @Test
  void deletionIsABalanceOfNothingAndOnlyOfAnAccountThatIsThere() {
    get(store.save(DIKU, account("Open", 3, loan.toString())));
    List<PublishedEvent> deleted = get(store.delete(DIKU, id));

    assertThat(types(deleted)).containsExactly(BALANCE);
    assertThat(deleted.get(0).key()).isEqualTo(id.toString());
    assertThat(deleted.get(0).sequence()).isEqualTo(2);
    JsonObject payload = payload();
    payload.remove("metadata");
    assertThat(payload)
        .isEqualTo(new JsonObject().put("feeFineId", id.toString()).put("balance", 0.0));
    assertThat(get(store.delete(DIKU, id))).isEmpty();
  }

  @Test
  void pageShowsTheCompiledCode() throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java/org/folio/adapter/feesfines/example/AccountStore.java"));
    String example =
        source
            .substring(source.indexOf("// docs: begin"), source.indexOf("// docs: end"))
            .lines()
            .skip(1)
            .map(line -> line.replaceFirst("^ {2}", ""))
            .reduce("", (text, line) -> text + line + "\n")
            .strip();
    assertThat(Files.readString(Path.of("README.md"))).contains(example);
  }

  private JsonObject account(String status, double remaining, String loanId) {
    return Account.numbered(1)
        .put("id", id.toString())
        .put("loanId", loanId)
        .put("remaining", remaining)
        .put("status", new JsonObject().put("name", status));
  }

  // The payload of the account's last event.
  private JsonObject payload() {
    return new JsonObject(
        tables
            .rows(
                "SELECT payload FROM (%s) AS e WHERE aggregateid = '%s' ORDER BY sequence DESC"
                    .formatted(ModuleUnderTest.storedBy("mod-feesfines"), id))
            .get(0)
            .get("payload"));
  }

  private static List<String> types(List<PublishedEvent> published) {
    return published.stream().map(PublishedEvent::type).toList();
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Nothing came within " + LIMIT, e);
    }
  }
}
