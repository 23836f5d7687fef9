/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.folio.adapter.patronblocks.reconcile.job.Synchronization;
import org.folio.adapter.patronblocks.reconcile.storage.RecordRange;
import org.folio.eventbus.schema.PayloadSchema;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The assertions of mod-patron-blocks' SynchronizationAPITests and SynchronizationJobServiceTest
 * (contract: circulation, section 9) that concern the interface.
 */
@WithEventBusServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SynchronizationApiTest {

  private static final String JOBS = "/automated-patron-blocks/synchronization/job";
  private static final String DUE = "2026-12-24T12:00:00.000+00:00";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private final UUID user = UUID.randomUUID();
  private SystemOfRecord storage;
  private ReconciledModule module;

  SynchronizationApiTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  @BeforeAll
  void start() {
    storage = new SystemOfRecord();
    module = new ReconciledModule(kafka, postgres.newDatabase(), storage);
  }

  @AfterAll
  void close() {
    module.close();
    storage.close();
  }

  @Test
  void storedJobsOfBothScopesAreReturnedAndUnknownOnesAreNot() throws IOException {
    for (String body :
        List.of("{\"scope\":\"full\"}", "{\"scope\":\"user\",\"userId\":\"%s\"}".formatted(user))) {
      HttpResponse<String> created = module.send("POST", JOBS, body);
      assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
      JsonObject job = new JsonObject(created.body());
      assertThat(job.getString("status")).isEqualTo("open");
      assertThat(job.getJsonArray("errors")).isEmpty();
      assertThat(job.fieldNames()).doesNotContain("userId");
      assertValid(created.body());
      HttpResponse<String> read = module.send("GET", JOBS + "/" + job.getString("id"), "");
      assertThat(read.statusCode()).isEqualTo(200);
      assertThat(new JsonObject(read.body()).getString("scope")).isEqualTo(job.getString("scope"));
      assertValid(read.body());
      module.work();
      module.awaitEnd(job.getString("id"));
    }
    HttpResponse<String> unknown = module.send("GET", JOBS + "/" + UUID.randomUUID(), "");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).isEqualTo("This synchronization request does not exist");
  }

  private static void assertValid(String body) throws IOException {
    assertThat(PayloadSchema.load("synchronizationJob.json").violations(JSON.readTree(body)))
        .isEmpty();
  }

  @Test
  void wrongBodiesAreRefusedAsTheContractSays() {
    assertRefused(
        "{\"scope\":\"user\"}", 422, "UserId is required for synchronization job with scope: USER");
    assertRefused("{}", 422, "must not be null");
    assertRefused("{\"scope\":\"user\",\"userId\":\"x\"}", 422, "must match");
    assertRefused("{\"scope\":\"full\",\"colour\":\"red\"}", 422, "Unrecognized field");
    assertRefused("{\"scope\":\"share\"}", 400, "scope");
    assertRefused("{\"scope\"", 400, "JSON");
  }

  private void assertRefused(String body, int status, String text) {
    HttpResponse<String> answer = module.send("POST", JOBS, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(text);
  }

  @Test
  void eachItemStatusBecomesWhatItsEventWouldHaveSaid() {
    UUID patron = UUID.randomUUID();
    storage.loan(UUID.randomUUID(), patron, DUE);
    storage.loan(UUID.randomUUID(), patron, DUE).put("itemStatus", "Claimed returned");
    storage.loan(UUID.randomUUID(), patron, DUE).put("itemStatus", "Declared lost");
    storage.loan(UUID.randomUUID(), patron, DUE).put("itemStatus", "Aged to lost");
    storage.loan(UUID.randomUUID(), patron, DUE).put("dueDateChangedByRecall", true);

    JsonObject job = synchronize(patron);

    assertThat(job.getInteger("numberOfProcessedLoans")).isEqualTo(5);
    assertThat(job.getInteger("numberOfRepairs")).isEqualTo(5);
    List<String> flags = new ArrayList<>();
    JsonArray loans = module.get("/user-summary/" + patron).getJsonArray("openLoans");
    for (int i = 0; i < loans.size(); i++) {
      JsonObject loan = loans.getJsonObject(i);
      assertThat(loan.getString("dueDate")).isEqualTo(DUE);
      flags.add(
          "%s %s %s"
              .formatted(
                  loan.getBoolean("recall"),
                  loan.getBoolean("itemLost"),
                  loan.getBoolean("itemClaimedReturned")));
    }
    assertThat(flags)
        .containsExactlyInAnyOrder(
            "false false false",
            "false false true",
            "false true false",
            "false true false",
            "true false false");
  }

  @Test
  void accountBecomesAFeeFineWithItsTypeAndBalance() {
    UUID patron = UUID.randomUUID();
    UUID account = UUID.randomUUID();
    JsonObject stored = storage.account(account, patron, 4.44);

    JsonObject job = synchronize(patron);

    assertThat(job.getInteger("totalNumberOfFeesFines")).isEqualTo(1);
    assertThat(job.getInteger("numberOfProcessedFeesFines")).isEqualTo(1);
    assertThat(job.getInteger("numberOfProcessedLoans")).isZero();
    JsonObject fee =
        module.get("/user-summary/" + patron).getJsonArray("openFeesFines").getJsonObject(0);
    assertThat(fee.getString("feeFineId")).isEqualTo(account.toString());
    assertThat(fee.getString("feeFineTypeId")).isEqualTo(stored.getString("feeFineId"));
    assertThat(fee.getDouble("balance")).isEqualTo(4.44);
  }

  @Test
  void missingLoanComesBackWithTheGracePeriodOfItsPolicy() {
    UUID patron = UUID.randomUUID();
    UUID policy = UUID.randomUUID();
    storage.policy(policy, 3, "Days");
    storage.loan(UUID.randomUUID(), patron, DUE).put("loanPolicyId", policy.toString());

    synchronize(patron);

    assertThat(
            module
                .get("/user-summary/" + patron)
                .getJsonArray("openLoans")
                .getJsonObject(0)
                .getJsonObject("gracePeriod"))
        .isEqualTo(new JsonObject().put("duration", 3).put("intervalId", "Days"));
  }

  @Test
  void secondRunWithoutOpenRecordsEmptiesTheSummary() {
    UUID patron = UUID.randomUUID();
    JsonObject loan = storage.loan(UUID.randomUUID(), patron, DUE);
    JsonObject account = storage.account(UUID.randomUUID(), patron, 1);
    synchronize(patron);
    assertThat(module.send("GET", "/user-summary/" + patron, "").statusCode()).isEqualTo(200);
    SystemOfRecord.close(loan);
    SystemOfRecord.close(account);

    assertThat(synchronize(patron).getInteger("numberOfRepairs")).isEqualTo(2);

    assertThat(module.send("GET", "/user-summary/" + patron, "").statusCode()).isEqualTo(404);
  }

  /** In mod-patron-blocks the job ends, and patrons keep only what it has read so far. */
  @Test
  void failingStorageIsNotedChangesNothingAndTheNextStartGoesOn() {
    UUID patron = UUID.randomUUID();
    storage.loan(UUID.randomUUID(), patron, DUE);
    synchronize(patron);
    storage.fail(1);
    String id = module.job(scopeOf(patron));
    await()
        .atMost(ReconciledModule.LIMIT)
        .until(() -> !module.state(id).getJsonArray("errors").isEmpty());

    assertThat(module.state(id).getString("status")).isEqualTo("in-progress");
    assertThat(module.state(id).getJsonArray("errors").getString(0))
        .isEqualTo("GET /loan-storage was answered with status 500");
    assertThat(module.get("/user-summary/" + patron).getJsonArray("openLoans")).hasSize(1);
    module.work();
    module.awaitEnd(id);
  }

  @Test
  void jobInProgressPreventsAnotherRun() {
    String running =
        new JsonObject(module.send("POST", JOBS, scopeOf(user)).body()).getString("id");
    module.tables.sql(
        """
        UPDATE {tables}.synchronization_jobs SET status = 'in-progress', owner = id,
          lease_until = now() + interval '1 hour' WHERE id = '%s'
        """
            .formatted(running));
    String waiting = module.job(scopeOf(user));
    assertThat(module.state(waiting).getString("status")).isEqualTo("open");

    module.tables.sql(
        "UPDATE {tables}.synchronization_jobs SET lease_until = now() WHERE id = '%s'"
            .formatted(running));
    module.work();
    module.awaitEnd(running);
    module.awaitEnd(waiting);
  }

  @Test
  void withoutOpenJobNothingIsCreated() {
    HttpResponse<String> started =
        module.send("POST", "/automated-patron-blocks/synchronization/start", "");
    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(started.body()).isEmpty();
  }

  @Test
  void anonymisedLoanEndsAndBelongsToNobody() {
    UUID patron = UUID.randomUUID();
    JsonObject loan = storage.loan(UUID.randomUUID(), patron, DUE);
    synchronize(patron);
    loan.remove("userId");

    assertThat(synchronize(patron).getInteger("numberOfRepairs")).isEqualTo(1);
    assertThat(module.send("GET", "/user-summary/" + patron, "").statusCode()).isEqualTo(404);
  }

  /** The publishing module has sent its event, which names the patron of the loan. */
  @Test
  void loanThatIsCountedForAnotherPatronIsSaidToBeSoOfBothAndEndsWithOne() {
    UUID patron = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    JsonObject loan = storage.loan(UUID.randomUUID(), other, DUE);
    synchronize(other);
    loan.put("userId", patron.toString());

    for (UUID one : List.of(patron, other)) {
      JsonObject job = synchronize(one);
      assertThat(causes(job)).containsOnly("OTHER_PATRON");
      assertThat(job.getInteger("numberOfRepairs")).isEqualTo(1);
    }
    assertThat(module.get("/user-summary/" + patron).getJsonArray("openLoans")).hasSize(1);
    assertThat(module.send("GET", "/user-summary/" + other, "").statusCode()).isEqualTo(404);
  }

  @Test
  void changeWhileTheModuleIsDisabledIsNotSaidToBeUnpublished() {
    UUID patron = UUID.randomUUID();
    storage
        .loan(UUID.randomUUID(), patron, DUE)
        .put("metadata", new JsonObject().put("updatedDate", Instant.now().toString()));
    module.tables.sql("UPDATE {tables}.event_tenant SET enabled = false, changed_at = now()");
    try {
      assertThat(causes(synchronize(patron))).containsOnly("MODULE_DISABLED");
    } finally {
      module.tables.sql("UPDATE {tables}.event_tenant SET enabled = true, changed_at = now()");
    }
  }

  private List<String> causes(JsonObject job) {
    return module.differences(job.getString("id")).getJsonArray("differences").stream()
        .map(one -> ((JsonObject) one).getString("cause"))
        .toList();
  }

  @Test
  void eventsThatComeLaterHaveTheLastWord() {
    UUID patron = UUID.randomUUID();
    UUID loan = UUID.randomUUID();
    storage.loan(loan, patron, DUE);
    synchronize(patron);

    HttpResponse<String> pushed =
        module.send(
            "POST",
            "/automated-patron-blocks/handlers/item-checked-in",
            new JsonObject()
                .put("userId", patron.toString())
                .put("loanId", loan.toString())
                .put("returnDate", Instant.now().toString())
                .encode());

    assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(204);
    await()
        .atMost(ReconciledModule.LIMIT)
        .until(() -> module.send("GET", "/user-summary/" + patron, "").statusCode() == 404);
  }

  @Test
  void dailySharesCoverAllIdsOnce() {
    UUID last = null;
    for (int day = 0; day < 28; day++) {
      RecordRange share = Synchronization.share(day);
      assertThat(share.after()).isEqualTo(last);
      last = share.end();
    }
    assertThat(last).isNull();
    assertThat(
            module.send("POST", "/automated-patron-blocks/synchronization/share", "").statusCode())
        .isEqualTo(202);
  }

  private JsonObject synchronize(UUID patron) {
    return module.awaitEnd(module.job(scopeOf(patron)));
  }

  private static String scopeOf(UUID patron) {
    return "{\"scope\":\"user\",\"userId\":\"%s\"}".formatted(patron);
  }
}
