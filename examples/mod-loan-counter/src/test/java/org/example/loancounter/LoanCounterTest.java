/* SPDX-License-Identifier: Apache-2.0 */
package org.example.loancounter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.folio.eventbus.EventBusSettings;
import org.folio.eventbus.contracts.Trouble;
import org.folio.eventbus.okapi.module.ModuleProcess;
import org.folio.eventbus.testing.DatabaseCoordinates;
import org.folio.eventbus.testing.FolioEnvironment;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.ModuleUnderTest;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The module against a real broker, a real database and a double of the notice service. */
// tag: start
@WithEventBusServers
class LoanCounterTest {

  private static final NoticeService NOTICES = new NoticeService();

  private static ModuleProcess process;
  private static ModuleUnderTest module;

  @BeforeAll
  static void start(KafkaBroker kafka, DatabaseCoordinates database) throws Exception {
    EventBusSettings settings = EventBusSettings.from(FolioEnvironment.of(kafka, database));
    process =
        ModuleProcess.start(new LoanCounterModule(NOTICES.address()), settings, 0)
            .await(30, TimeUnit.SECONDS);
    module = new ModuleUnderTest(process.port(), LoanCounterModule.NAME, database);
    module.enableTenant();
  }

  // end: start

  @AfterAll
  static void stop() {
    process.close();
    NOTICES.close();
  }

  @BeforeEach
  void forgetNotices() {
    NOTICES.reset();
  }

  // tag: test
  @Test
  void loanIsCountedAndNoticed() {
    String user = UUID.randomUUID().toString();
    String item = UUID.randomUUID().toString();
    assertThat(lend(user, item).statusCode()).isEqualTo(201);

    await().untilAsserted(() -> assertThat(loans(user)).isEqualTo(1));
    await().untilAsserted(() -> assertThat(NOTICES.notices()).containsEntry(user, List.of(item)));
  }

  // end: test

  @Test
  void refusedLoanPublishesNothing() {
    String item = UUID.randomUUID().toString();
    UUID late = UUID.randomUUID();
    assertThat(lend(UUID.randomUUID().toString(), item).statusCode()).isEqualTo(201);

    assertThat(lend(late.toString(), item).statusCode()).isEqualTo(409);

    assertThat(module.stored(late)).isZero();
  }

  @Test
  void payloadThatDoesNotFitTheSchemaIsRefused() {
    HttpResponse<String> response = lend("no-uuid", UUID.randomUUID().toString());

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("userId").contains("must be a UUID");
  }

  @Test
  void countDoesNotWaitForTheNoticeService() {
    NOTICES.bring(Trouble.REFUSES);
    String user = UUID.randomUUID().toString();
    String item = UUID.randomUUID().toString();
    lend(user, item);
    await().untilAsserted(() -> assertThat(loans(user)).isEqualTo(1));
    assertThat(NOTICES.notices()).isEmpty();

    NOTICES.bring(Trouble.NONE);

    await().untilAsserted(() -> assertThat(NOTICES.notices()).containsEntry(user, List.of(item)));
  }

  @Test
  void metricsShowTheBusAndTheModule() {
    String user = UUID.randomUUID().toString();
    lend(user, UUID.randomUUID().toString());
    await().untilAsserted(() -> assertThat(NOTICES.notices()).containsKey(user));

    await()
        .untilAsserted(
            () ->
                assertThat(module.get("/metrics").body())
                    .contains("loan_counter_notices_total")
                    .contains("subscription=\"loan-count\""));
  }

  /** The tested PostgreSQL is the one of the sandbox, not the default of its binaries. */
  @Test
  void databaseIsPostgres17() {
    assertThat(module.number("SELECT current_setting('server_version_num')::int / 10000"))
        .isEqualTo(17);
  }

  private static HttpResponse<String> lend(String user, String item) {
    return module.post("/self-service-loans", LentItems.payload(user, item).encode());
  }

  private static int loans(String user) {
    return new JsonObject(module.get("/loan-counts/" + user).body()).getInteger("loans");
  }
}
