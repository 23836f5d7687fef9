/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.folio.eventbus.testing.KafkaBroker;
import org.folio.eventbus.testing.PostgresServer;
import org.folio.eventbus.testing.WithEventBusServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A synchronization of a deployed mod-patron-blocks. */
@Tag("long")
@WithEventBusServers
class DeployedReconcilerTest {

  private static final String DUE = "2026-12-24T12:00:00.000+00:00";
  private static final String LATER = "2027-01-24T12:00:00.000+00:00";

  private final UUID patron = UUID.randomUUID();
  private final UUID loan = UUID.randomUUID();
  private final DeployedPatronBlocks deployed = new DeployedPatronBlocks();
  private SystemOfRecord storage;
  private ReconciledModule module;

  @BeforeEach
  void start(KafkaBroker kafka, PostgresServer postgres) {
    storage = new SystemOfRecord();
    storage.deploy(deployed);
    module = ReconciledModule.forwarding(kafka, postgres.newDatabase(), storage);
  }

  @AfterEach
  void close() {
    module.close();
    storage.close();
  }

  private JsonObject synchronize(String body) {
    return module.awaitEnd(module.job(body));
  }

  private List<JsonObject> differences(String job) {
    return module.differences(job).getJsonArray("differences").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  @Test
  void eachDifferenceIsNamedAndRepairedByTheEventsThatAreMissing() {
    UUID ghost = UUID.randomUUID();
    UUID feeFine = UUID.randomUUID();
    storage.loan(loan, patron, DUE).put("itemStatus", "Declared lost");
    SystemOfRecord.close(storage.loan(ghost, patron, DUE));
    deployed.loan(patron, ghost, DUE);
    storage.account(feeFine, patron, 12.5);

    String job = module.job("{\"scope\":\"user\",\"userId\":\"%s\"}".formatted(patron));

    JsonObject ended = module.awaitEnd(job);
    assertThat(ended.getInteger("numberOfDifferences")).isEqualTo(3);
    assertThat(ended.getInteger("numberOfRepairs")).isEqualTo(3);
    assertThat(ended.getInteger("numberOfProcessedLoans")).isEqualTo(1);
    assertThat(ended.getInteger("totalNumberOfFeesFines")).isEqualTo(1);
    assertThat(differences(job))
        .extracting(difference -> difference.getString("kind"))
        .containsExactlyInAnyOrder("LOAN_MISSING", "LOAN_GHOST", "FEE_FINE_MISSING");
    assertThat(differences(job))
        .extracting(difference -> difference.getString("cause"))
        .containsOnly("NOT_ARRIVED");
    assertThat(deployed.events())
        .containsExactlyInAnyOrder(
            "ITEM_CHECKED_OUT", "ITEM_DECLARED_LOST", "LOAN_CLOSED", "FEE_FINE_BALANCE_CHANGED");
    assertThat(
            synchronize("{\"scope\":\"user\",\"userId\":\"%s\"}".formatted(patron))
                .getInteger("numberOfDifferences"))
        .isZero();
  }

  @Test
  void aDryRunSendsNothing() {
    storage.loan(loan, patron, DUE);

    JsonObject ended = synchronize("{\"scope\":\"full\",\"dryRun\":true}");

    assertThat(ended.getInteger("numberOfDifferences")).isEqualTo(1);
    assertThat(ended.getInteger("numberOfRepairs")).isZero();
    assertThat(deployed.events()).isEmpty();
  }

  @Test
  void whatTheModuleTakesAndDoesNotDoIsNotCalledRepaired() {
    deployed.forget();
    storage.loan(loan, patron, DUE);

    JsonObject ended = synchronize("{\"scope\":\"full\"}");

    assertThat(ended.getInteger("numberOfDifferences")).isEqualTo(1);
    assertThat(ended.getInteger("numberOfRepairs")).isZero();
    assertThat(deployed.events()).containsExactly("ITEM_CHECKED_OUT");
  }

  @Test
  void whatChangedAMomentAgoIsLeftToItsEvent() {
    storage
        .loan(loan, patron, DUE)
        .put("metadata", new JsonObject().put("updatedDate", Instant.now().toString()));

    String job = module.job("{\"scope\":\"full\"}");

    module.awaitEnd(job);
    assertThat(differences(job))
        .extracting(difference -> difference.getString("cause"))
        .containsExactly("LATE");
    assertThat(deployed.events()).isEmpty();
  }

  /** A page has 200 patrons or 1,000 loans; one of these patrons has more loans than a page. */
  @Test
  void allPatronsOfAllPagesAreLookedAtAndAgreeAfterwards() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 450; i++) {
      UUID one = id(random);
      for (int loans = i == 7 ? 1_050 : random.nextInt(3); loans > 0; loans--) {
        plant(one, id(random), random);
      }
    }
    JsonObject first = synchronize("{\"scope\":\"full\"}");
    assertThat(first.getInteger("numberOfDifferences")).isPositive();
    assertThat(first.getInteger("numberOfRepairs"))
        .isEqualTo(first.getInteger("numberOfDifferences"));
    assertThat(first.getInteger("numberOfProcessedLoans")).isEqualTo(storage.loans.size());

    JsonObject second = synchronize("{\"scope\":\"full\"}");

    assertThat(second.getInteger("numberOfDifferences")).isZero();
  }

  private static UUID id(Random random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes);
  }

  // About one loan in forty has a difference of any kind.
  private void plant(UUID user, UUID id, Random random) {
    JsonObject stored = storage.loan(id, user, DUE);
    if (random.nextInt(40) == 0) {
      JsonObject known = deployed.loan(user, id, random.nextBoolean() ? DUE : LATER);
      stored
          .put("dueDateChangedByRecall", random.nextBoolean())
          .put(
              "itemStatus",
              List.of("Checked out", "Declared lost", "Aged to lost", "Claimed returned")
                  .get(random.nextInt(4)));
      boolean lost = random.nextBoolean();
      known
          .put("recall", random.nextBoolean())
          .put("itemLost", lost)
          .put("itemClaimedReturned", !lost && random.nextBoolean());
    } else {
      deployed.loan(user, id, DUE);
    }
  }

  @Test
  void anOutageIsNotedAndTheNextStartGoesOn() {
    storage.loan(loan, patron, DUE);
    storage.fail(1);
    String job = module.job("{\"scope\":\"full\"}");
    await()
        .atMost(ReconciledModule.LIMIT)
        .until(() -> !module.state(job).getJsonArray("errors").isEmpty());

    module.work();

    assertThat(module.awaitEnd(job).getInteger("numberOfRepairs")).isEqualTo(1);
  }

  /** The work that runs may have looked for jobs before, and fails without looking again. */
  @Test
  void aStartThatComesWhileAnOutageEndsTheWorkIsNotLost() {
    storage.loan(loan, patron, DUE);
    storage.failAfter(module::work);

    String job = module.job("{\"scope\":\"full\"}");

    assertThat(module.awaitEnd(job).getInteger("numberOfRepairs")).isEqualTo(1);
    assertThat(module.state(job).getJsonArray("errors")).isNotEmpty();
  }
}
