/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A job finds, explains and repairs all differences between summaries and storage, and no others.
 */
@Tag("long")
@WithEventBusServers
class ReconcilerTest {

  private static final int LOANS = 10_000;
  private static final int ACCOUNTS = 1_000;
  private static final int PATRONS = 1_000;
  private static final int PLANTED = 50;
  private static final String DUE = "2026-12-24T12:00:00.000+00:00";

  private final KafkaBroker kafka;
  private final PostgresServer postgres;
  private final Random random = seeded();
  private final Map<UUID, String> expected = new HashMap<>();
  private final List<UUID> patrons = new ArrayList<>();

  ReconcilerTest(KafkaBroker kafka, PostgresServer postgres) {
    this.kafka = kafka;
    this.postgres = postgres;
  }

  private static Random seeded() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("ReconcilerTest: repeat with -Dseed=" + seed);
    return new Random(seed);
  }

  @Test
  void everyPlantedDifferenceIsFoundExplainedAndRepairedAlsoByAProcessThatTookOver() {
    try (SystemOfRecord storage = new SystemOfRecord();
        ReconciledModule module = new ReconciledModule(kafka, postgres.newDatabase(), storage)) {
      fill(storage, module);
      plant(storage, module);

      String dry = module.job("{\"scope\":\"full\",\"dryRun\":true}");
      JsonObject listed = module.awaitEnd(dry);
      assertThat(found(module, dry)).isEqualTo(expected);
      assertThat(listed.getInteger("numberOfRepairs")).isZero();
      assertThat(listed.getInteger("totalNumberOfLoans")).isEqualTo(LOANS - 2 * PLANTED);
      assertThat(listed.getInteger("numberOfProcessedFeesFines")).isEqualTo(ACCOUNTS);

      String job = module.job("{\"scope\":\"full\"}");
      await()
          .atMost(ReconciledModule.LIMIT)
          .until(() -> module.state(job).getInteger("numberOfProcessedLoans") >= LOANS / 5);
      module.kill();
      module.start();
      assertThat(module.state(job).getString("status")).isEqualTo("in-progress");
      await()
          .atMost(ReconciledModule.LIMIT)
          .until(
              () -> {
                module.work();
                return module.state(job).getString("status").equals("done");
              });
      assertThat(found(module, job)).isEqualTo(expected);
      assertThat(module.state(job).getJsonArray("errors")).isEmpty();

      // Simulates the arrival of the late events.
      storage.loans.values().stream()
          .filter(loan -> "LATE".equals(expected.get(UUID.fromString(loan.getString("id")))))
          .forEach(loan -> loan.put("dueDate", DUE));
      String again = module.job("{\"scope\":\"full\"}");
      assertThat(module.awaitEnd(again).getInteger("numberOfDifferences")).isZero();
    }
  }

  private static Map<UUID, String> found(ReconciledModule module, String job) {
    Map<UUID, String> found = new HashMap<>();
    JsonObject differences = module.differences(job);
    for (int i = 0; i < differences.getJsonArray("differences").size(); i++) {
      JsonObject one = differences.getJsonArray("differences").getJsonObject(i);
      found.put(UUID.fromString(one.getString("recordId")), one.getString("cause"));
    }
    return found;
  }

  private void fill(SystemOfRecord storage, ReconciledModule module) {
    for (int i = 0; i < PATRONS; i++) {
      patrons.add(uuid());
    }
    StringBuilder loans = new StringBuilder();
    for (int i = 0; i < LOANS; i++) {
      UUID id = uuid();
      UUID patron = patrons.get(i % PATRONS);
      storage.loan(id, patron, DUE);
      loans.append(
          "%s('%s', '%s', 1, now(), '%s', 3)".formatted(i == 0 ? "" : ",", patron, id, DUE));
    }
    module.tables.sql(
        "INSERT INTO {tables}.patron_loan (user_id, loan_id, checked_out_sequence,"
            + " checked_out_at, checked_out_due_date, last_sequence) VALUES "
            + loans);
    StringBuilder accounts = new StringBuilder();
    for (int i = 0; i < ACCOUNTS; i++) {
      UUID id = uuid();
      UUID patron = patrons.get(i % PATRONS);
      storage.account(id, patron, 12.5);
      accounts.append(
          "%s('%s', 1, now(), 12.5, 1, now(), '%s')".formatted(i == 0 ? "" : ",", id, patron));
    }
    module.tables.sql(
        "INSERT INTO {tables}.patron_fee_fine (fee_fine_id, sequence, changed_at, balance,"
            + " user_sequence, user_at, user_id) VALUES "
            + accounts);
  }

  // Nine kinds of differences. Each planted loan belongs to another patron, so that evidence
  // explains one loan only.
  private void plant(SystemOfRecord storage, ReconciledModule module) {
    List<JsonObject> loans = new ArrayList<>();
    Map<String, JsonObject> ofPatron = new HashMap<>();
    storage.loans.values().forEach(loan -> ofPatron.putIfAbsent(loan.getString("userId"), loan));
    loans.addAll(ofPatron.values());
    for (int i = 0; i < PLANTED; i++) {
      missing(loans.get(i), module);
      SystemOfRecord.close(planted(loans.get(PLANTED + i), "NOT_ARRIVED"));
      storage.loans.remove(
          planted(loans.get(2 * PLANTED + i), "DELETED_WITHOUT_EVENT").getString("id"));
      parked(planted(loans.get(3 * PLANTED + i), "PARKED"), "POISON", module)
          .put("dueDate", "2027-01-01T12:00:00.000+00:00");
      parked(planted(loans.get(4 * PLANTED + i), "BEHIND_PARKED"), "BEHIND", module)
          .put("itemStatus", "Aged to lost");
      gap(planted(loans.get(5 * PLANTED + i), "GAP_OPEN"), module)
          .put("itemStatus", "Claimed returned");
      planted(loans.get(6 * PLANTED + i), "LATE")
          .put("dueDate", "2027-01-01T12:00:00.000+00:00")
          .put("metadata", new JsonObject().put("updatedDate", "2126-01-01T00:00:00.000Z"));
      givenUp(planted(loans.get(7 * PLANTED + i), "GIVEN_UP"), i % 2 == 0, module)
          .put("dueDateChangedByRecall", true);
    }
    List<JsonObject> accounts = List.copyOf(storage.accounts.values());
    for (int i = 0; i < PLANTED; i++) {
      planted(accounts.get(i), "NOT_ARRIVED").put("remaining", 7.25);
    }
  }

  private JsonObject planted(JsonObject record, String cause) {
    expected.put(UUID.fromString(record.getString("id")), cause);
    return record;
  }

  private void missing(JsonObject loan, ReconciledModule module) {
    planted(loan, "NOT_ARRIVED").put("dueDateChangedByRecall", true);
    module.tables.sql(
        "DELETE FROM {tables}.patron_loan WHERE loan_id = '%s'".formatted(loan.getString("id")));
  }

  private JsonObject parked(JsonObject loan, String state, ReconciledModule module) {
    JsonObject payload =
        new JsonObject()
            .put("userId", loan.getString("userId"))
            .put("loanId", loan.getString("id"));
    module.tables.sql(
        """
        INSERT INTO {tables}.event_parked (subscription, stream, key, sequence, event_id, type,
          state, cause, headers, value, topic, partition, kafka_offset)
        VALUES ('patron-summary', 'circulation.loan-events', '%s', 4, gen_random_uuid(),
          'LOAN_DUE_DATE_CHANGED', '%s', 'planted', '{}', convert_to('%s', 'UTF8'), 'topic', 0, 1)
        """
            .formatted(loan.getString("userId"), state, payload.encode()));
    return loan;
  }

  private static JsonObject gap(JsonObject loan, ReconciledModule module) {
    module.tables.sql(
        """
        INSERT INTO {tables}.event_gap (subscription, stream, key, first_sequence, last_sequence)
        VALUES ('patron-summary', 'circulation.loan-events', '%s', 2, 3)
        """
            .formatted(loan.getString("userId")));
    return loan;
  }

  private static JsonObject givenUp(JsonObject loan, boolean arrived, ReconciledModule module) {
    UUID event = UUID.randomUUID();
    String patron = loan.getString("userId");
    module.tables.sql(
        """
        INSERT INTO {tables}.event_skipped (subscription, stream, key, first_sequence,
          last_sequence, event_id, arrived, skipped_by, skipped_why)
        VALUES ('patron-summary', 'circulation.loan-events', '%s', 4, 4, %s, %s, 'unknown', 'planted')
        """
            .formatted(patron, arrived ? "'" + event + "'" : "NULL", arrived));
    if (arrived) {
      module.tables.sql(
          """
          INSERT INTO {tables}.event_original (subscription, stream, key, sequence, event_id,
            headers, value, topic, partition, kafka_offset, parked_at)
          VALUES ('patron-summary', 'circulation.loan-events', '%s', 4, '%s', '{}',
            convert_to('%s', 'UTF8'), 'topic', 0, 1, now())
          """
              .formatted(
                  patron,
                  event,
                  new JsonObject().put("userId", patron).put("loanId", loan.getString("id"))));
    }
    return loan;
  }

  private UUID uuid() {
    return new UUID(
        random.nextLong() & 0xFFFFFFFFFFFF0FFFL | 0x4000L,
        random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
  }
}
