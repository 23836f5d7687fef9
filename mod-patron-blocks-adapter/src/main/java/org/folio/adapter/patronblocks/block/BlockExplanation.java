/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.block;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.folio.adapter.patronblocks.feefine.OpenFeeFine;
import org.folio.adapter.patronblocks.loan.OpenLoan;
import org.folio.adapter.patronblocks.summary.OpenItems;

/**
 * Why a patron is blocked, or is not.
 *
 * @param items the counted items
 * @param conditions all conditions in the form for clients
 * @param at the time for which overdue loans were determined
 * @param decision empty if the patron's group could not be queried
 */
record BlockExplanation(
    OpenItems items,
    List<JsonObject> conditions,
    Instant at,
    GroupExplanation group,
    Optional<BlockDecision> decision) {

  /** Its members; {@code blocks} is omitted if they are not known. */
  JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("at", at.toString())
            .put("group", group.json())
            .put("loans", loans())
            .put("feesFines", feesFines())
            .put("limits", limits());
    decision.ifPresent(
        decided -> json.put("blocks", array(decided.blocks().stream().map(AutomatedBlock::json))));
    return json;
  }

  private JsonArray loans() {
    return array(items.loans().stream().map(this::loan));
  }

  private JsonObject loan(OpenLoan loan) {
    JsonObject json =
        loan.json()
            .put("minutesOverdue", LoanLateness.of(loan, at).minutes())
            .put("counts", PatronSituation.counts(loan));
    if (loan.checkedOutAt() != null) {
      json.put("checkedOutAt", loan.checkedOutAt().toString());
    }
    return json;
  }

  private JsonObject feesFines() {
    Predicate<OpenFeeFine> counts = PatronSituation.countsIn(items);
    return new JsonObject()
        .put("owed", PatronSituation.of(items, at).owed())
        .put(
            "accounts",
            array(
                items.feesFines().stream().map(fee -> fee.json().put("counts", counts.test(fee)))));
  }

  // One for each limit, and one for each condition without a limit.
  private JsonArray limits() {
    return array(conditions.stream().flatMap(this::limits));
  }

  private Stream<JsonObject> limits(JsonObject condition) {
    UUID id = UUID.fromString(condition.getString("id"));
    List<LimitVerdict> verdicts =
        decision.stream()
            .flatMap(decided -> decided.verdicts().stream())
            .filter(verdict -> verdict.limit().conditionId().equals(id))
            .toList();
    return verdicts.isEmpty()
        ? Stream.of(withoutLimit(id, condition))
        : verdicts.stream().map(verdict -> of(condition, verdict));
  }

  private JsonObject withoutLimit(UUID id, JsonObject condition) {
    JsonObject json = described(condition, withoutLimit());
    BlockRules.counted(PatronSituation.of(items, at), id)
        .ifPresent(counted -> json.put("counted", counted));
    return json;
  }

  private LimitReason withoutLimit() {
    if (decision.isEmpty()) {
      return LimitReason.UNKNOWN;
    }
    return decision
        .get()
        .group()
        .map(decidedBy -> decidedBy.id() == null ? LimitReason.NO_GROUP : LimitReason.NO_LIMIT)
        .orElse(LimitReason.NOTHING_OPEN);
  }

  private static JsonObject of(JsonObject condition, LimitVerdict verdict) {
    GroupLimit limit = verdict.limit();
    return described(condition, LimitReason.of(verdict))
        // The state at the time of the decision; the condition may have been changed since.
        .put("blockBorrowing", limit.wanted().borrowing())
        .put("blockRenewals", limit.wanted().renewals())
        .put("blockRequests", limit.wanted().requests())
        .put("message", limit.message())
        .put("limit", limit.value())
        .put("counted", verdict.counted());
  }

  private static JsonObject described(JsonObject condition, LimitReason reason) {
    return new JsonObject()
        .put("conditionId", condition.getString("id"))
        .put("name", condition.getString("name"))
        .put("blockBorrowing", condition.getBoolean("blockBorrowing"))
        .put("blockRenewals", condition.getBoolean("blockRenewals"))
        .put("blockRequests", condition.getBoolean("blockRequests"))
        .put("message", condition.getString("message", ""))
        .put("result", reason.result().name())
        .put("explanation", reason.explanation());
  }

  private static JsonArray array(Stream<JsonObject> objects) {
    return new JsonArray(objects.toList());
  }
}
