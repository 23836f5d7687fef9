/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.folio.adapter.patronblocks.condition.ConditionKind;
import org.folio.adapter.patronblocks.feefine.OpenFeeFine;
import org.folio.adapter.patronblocks.loan.OpenLoan;
import org.folio.adapter.patronblocks.summary.OpenItems;
import org.junit.jupiter.api.Test;

class BlockExplanationTest {

  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final Instant BEFORE = NOW.minus(Duration.ofMinutes(3));
  private static final BlockedActions ALL = new BlockedActions(true, true, true);
  private static final BlockedActions ONLY_RENEWALS = new BlockedActions(false, true, false);
  private static final UUID CHARGED_OUT = ConditionKind.ITEMS_CHARGED_OUT.id();
  private static final JsonObject CONDITION =
      new JsonObject()
          .put("id", CHARGED_OUT.toString())
          .put("name", "Items charged out")
          .put("blockBorrowing", true)
          .put("blockRenewals", true)
          .put("blockRequests", true)
          .put("message", "Too many");

  private final PatronGroup group = new PatronGroup(true, UUID.randomUUID(), NOW);

  private static OpenItems loans(int number) {
    return new OpenItems(Stream.generate(() -> loan(false)).limit(number).toList(), List.of());
  }

  private static OpenLoan loan(boolean claimed) {
    return new OpenLoan(
        UUID.randomUUID(),
        NOW.minusSeconds(3_600).atOffset(ZoneOffset.UTC),
        false,
        false,
        claimed,
        null,
        BEFORE);
  }

  private static GroupLimit limit(int value, BlockedActions wanted) {
    return new GroupLimit(CHARGED_OUT, BigDecimal.valueOf(value), wanted, "Too many");
  }

  private JsonObject explained(OpenItems items, GroupLimit... limits) {
    return explained(
        items,
        Optional.of(
            new BlockDecision(
                NOW,
                Optional.of(group),
                BlockRules.verdicts(PatronSituation.of(items, NOW), List.of(limits)))));
  }

  private JsonObject explained(OpenItems items, Optional<BlockDecision> decision) {
    return new BlockExplanation(
            items,
            List.of(CONDITION),
            NOW,
            new GroupExplanation(decision.flatMap(BlockDecision::group), null, null),
            decision)
        .json();
  }

  private static String reason(JsonObject explanation) {
    JsonArray limits = explanation.getJsonArray("limits");
    assertThat(limits).hasSize(1);
    JsonObject limit = limits.getJsonObject(0);
    return limit.getString("result") + ": " + limit.getString("explanation");
  }

  @Test
  void limitThatWasRaisedIsNotReached() {
    assertThat(reason(explained(loans(3), limit(3, ALL))))
        .isEqualTo("BLOCKS: 3 is exactly the limit of 3, which blocks borrowing");

    JsonObject raised = explained(loans(3), limit(5, ALL));

    assertThat(reason(raised)).isEqualTo("WITHIN_LIMIT: 3 is below the limit of 5");
    assertThat(raised.getJsonArray("blocks")).isEmpty();
    assertThat(raised.getJsonArray("limits").getJsonObject(0).getValue("counted"))
        .isEqualTo(BigDecimal.valueOf(3));
  }

  @Test
  void conditionThatDoesNotBlockBorrowingIsToldFromALimitThatIsNotReached() {
    JsonObject reached = explained(loans(3), limit(3, ONLY_RENEWALS));
    assertThat(reason(reached))
        .isEqualTo(
            "CONDITION_ALLOWS: 3 is exactly the limit of 3, but the condition does not block borrowing");
    assertThat(reached.getJsonArray("blocks")).isEmpty();
    // The answer contains the values of the decision, even if the condition changes afterwards.
    assertThat(reached.getJsonArray("limits").getJsonObject(0).getBoolean("blockBorrowing"))
        .isFalse();

    JsonObject exceeded = explained(loans(4), limit(3, ONLY_RENEWALS));
    assertThat(reason(exceeded))
        .isEqualTo(
            "BLOCKS: 4 is above the limit of 3, which blocks renewals; the condition does not block borrowing or requests");
    assertThat(exceeded.getJsonArray("blocks")).hasSize(1);
  }

  @Test
  void whatHasNoLimitSaysWhyItHasNone() {
    OpenItems items = loans(3);
    assertThat(reason(explained(items)))
        .isEqualTo("NO_LIMIT: The patron's group has no limit of this kind");
    assertThat(explained(items).getJsonArray("limits").getJsonObject(0).getValue("counted"))
        .isEqualTo(BigDecimal.valueOf(3));
    PatronGroup none = new PatronGroup(true, null, NOW);
    assertThat(
            reason(
                explained(
                    items, Optional.of(new BlockDecision(NOW, Optional.of(none), List.of())))))
        .startsWith("NO_GROUP");
    assertThat(reason(explained(loans(0), Optional.of(BlockDecision.nothingOpen(NOW)))))
        .startsWith("NOTHING_OPEN");
  }

  @Test
  void blocksOfAPatronWhoseGroupIsUnknownAreLeftOut() {
    JsonObject unknown = explained(loans(3), Optional.empty());
    assertThat(reason(unknown)).startsWith("UNKNOWN");
    assertThat(unknown.fieldNames()).doesNotContain("blocks");
  }

  @Test
  void eachLoanAndFeeSaysWhetherItCounts() {
    OpenLoan claimed = loan(true);
    OpenFeeFine ofClaimed =
        new OpenFeeFine(UUID.randomUUID(), null, claimed.loanId(), new BigDecimal("7.50"));
    OpenFeeFine other = new OpenFeeFine(UUID.randomUUID(), null, null, new BigDecimal("2.25"));

    JsonObject explanation =
        explained(
            new OpenItems(List.of(claimed, loan(false)), List.of(ofClaimed, other)), limit(1, ALL));

    assertThat(explanation.getJsonArray("loans").stream().map(JsonObject.class::cast))
        .extracting(
            one -> one.getBoolean("counts"),
            one -> one.getLong("minutesOverdue"),
            one -> one.getString("checkedOutAt"))
        .containsExactly(tuple(false, 60L, BEFORE.toString()), tuple(true, 60L, BEFORE.toString()));
    JsonObject fees = explanation.getJsonObject("feesFines");
    assertThat(fees.getValue("owed")).isEqualTo(new BigDecimal("2.25"));
    assertThat(fees.getJsonArray("accounts").stream().map(JsonObject.class::cast))
        .extracting(one -> one.getBoolean("counts"))
        .containsExactly(false, true);
    assertThat(reason(explanation)).startsWith("BLOCKS: 1 is exactly the limit of 1");
  }

  @Test
  void groupThatHasChangedIsToldWithTheTimeFromWhichItCounts() {
    PatronGroup remembered = new PatronGroup(true, UUID.randomUUID(), BEFORE);

    JsonObject json = new GroupExplanation(Optional.of(remembered), group, null).json();

    assertThat(json.getString("id")).isEqualTo(remembered.id().toString());
    assertThat(json.getString("changedTo")).isEqualTo(group.id().toString());
    assertThat(Instant.parse(json.getString("changeCountsFrom")))
        .isEqualTo(BEFORE.plus(PatronGroups.LIFETIME));
    assertThat(new GroupExplanation(Optional.of(group), group, null).json().fieldNames())
        .containsExactly("id", "askedAt");
  }

  @Test
  void patronOfWhomUsersHasNoRecordIsNoPatronWithoutGroup() {
    PatronGroup noRecord = new PatronGroup(false, null, NOW);
    assertThat(
            new GroupExplanation(Optional.of(noRecord), noRecord, null).json().getString("unknown"))
        .isEqualTo("Users has no record of this patron");
    PatronGroup noGroup = new PatronGroup(true, null, NOW);
    assertThat(new GroupExplanation(Optional.of(noGroup), noGroup, null).json()).isEmpty();
  }
}
