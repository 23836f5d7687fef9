/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.patronblocks.reconcile.deployed;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.folio.adapter.patronblocks.reconcile.SummaryFeeFine;
import org.folio.adapter.patronblocks.reconcile.SummaryLoan;
import org.folio.eventbus.base.value.FolioDateTime;
import org.folio.eventbus.okapi.OkapiClient;
import org.folio.eventbus.okapi.OkapiRequest;
import org.jspecify.annotations.Nullable;

/**
 * The summary of a patron in a deployed mod-patron-blocks (contract: circulation 2.6).
 *
 * @param loans the open loans
 * @param feesFines the open fees and fines
 */
record DeployedSummary(Map<UUID, SummaryLoan> loans, Map<UUID, SummaryFeeFine> feesFines) {

  private static final DeployedSummary EMPTY = new DeployedSummary(Map.of(), Map.of());
  private static final int DECIMALS = 2;

  /** Reads a summary from mod-patron-blocks; a patron without a summary has an empty one. */
  static Future<DeployedSummary> read(OkapiClient client, OkapiRequest request, UUID userId) {
    return client
        .find(request, "/user-summary/" + userId)
        .map(found -> found.map(json -> of(userId, json)).orElse(EMPTY));
  }

  private static DeployedSummary of(UUID userId, JsonObject json) {
    return new DeployedSummary(
        byId(json, "openLoans", "loanId", loan -> loan(userId, loan)),
        byId(json, "openFeesFines", "feeFineId", feeFine -> feeFine(userId, feeFine)));
  }

  private static <S> Map<UUID, S> byId(
      JsonObject json, String array, String id, Function<JsonObject, S> reader) {
    Map<UUID, S> entries = new HashMap<>();
    JsonArray open = json.getJsonArray(array, new JsonArray());
    for (int i = 0; i < open.size(); i++) {
      JsonObject entry = open.getJsonObject(i);
      entries.put(UUID.fromString(entry.getString(id)), reader.apply(entry));
    }
    return entries;
  }

  private static SummaryLoan loan(UUID userId, JsonObject json) {
    return new SummaryLoan(
        UUID.fromString(json.getString("loanId")),
        userId,
        time(json.getString("dueDate")),
        json.getBoolean("recall", false),
        json.getBoolean("itemLost", false),
        json.getBoolean("itemClaimedReturned", false));
  }

  private static SummaryFeeFine feeFine(UUID userId, JsonObject json) {
    return new SummaryFeeFine(
        UUID.fromString(json.getString("feeFineId")),
        userId,
        new BigDecimal(json.getNumber("balance").toString())
            .setScale(DECIMALS, RoundingMode.HALF_EVEN));
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : FolioDateTime.parse(text);
    } catch (DateTimeException e) {
      // An unreadable due date counts as missing; the comparison reports it.
      return null;
    }
  }
}
