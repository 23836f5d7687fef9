/* SPDX-License-Identifier: Apache-2.0 */
package org.folio.adapter.pubsub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a module of the circulation domain has in its MessagingDescriptor (contract: mod-pubsub,
 * annex A).
 *
 * @param id its module id
 * @param publishes the types that it declares
 * @param callbacks the path per subscribed type
 */
record CirculationModule(String id, List<String> publishes, Map<String, String> callbacks) {

  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "ITEM_CHECKED_OUT", "Item was checked out",
          "ITEM_CHECKED_IN", "Item was checked in",
          "ITEM_DECLARED_LOST", "Item has been declared lost",
          "ITEM_AGED_TO_LOST", "Item aged to lost",
          "ITEM_CLAIMED_RETURNED", "Item was claimed returned",
          "LOAN_DUE_DATE_CHANGED", "Due date for a loan has been changed",
          "LOAN_CLOSED", "Loan was closed",
          "FEE_FINE_BALANCE_CHANGED", "Patron fee/fine balance was changed",
          "LOAN_RELATED_FEE_FINE_CLOSED", "A fee or fine with a loan associated has been closed",
          "LOG_RECORD", "Created log record event");

  static final List<CirculationModule> ALL =
      List.of(
          new CirculationModule(
              "mod-circulation-24.5.1",
              List.of(
                  "ITEM_CHECKED_OUT",
                  "ITEM_CHECKED_IN",
                  "ITEM_DECLARED_LOST",
                  "ITEM_AGED_TO_LOST",
                  "ITEM_CLAIMED_RETURNED",
                  "LOAN_DUE_DATE_CHANGED",
                  "LOAN_CLOSED",
                  "LOG_RECORD"),
              Map.of(
                  "FEE_FINE_BALANCE_CHANGED",
                  "/circulation/handlers/fee-fine-balance-changed",
                  "LOAN_RELATED_FEE_FINE_CLOSED",
                  "/circulation/handlers/loan-related-fee-fine-closed")),
          new CirculationModule(
              "mod-feesfines-19.3.0",
              List.of("FEE_FINE_BALANCE_CHANGED", "LOAN_RELATED_FEE_FINE_CLOSED", "LOG_RECORD"),
              Map.of()),
          new CirculationModule(
              "mod-patron-blocks-1.14.0",
              List.of(
                  "ITEM_CHECKED_OUT",
                  "ITEM_CHECKED_IN",
                  "ITEM_DECLARED_LOST",
                  "LOAN_DUE_DATE_CHANGED",
                  "FEE_FINE_BALANCE_CHANGED"),
              blocks(
                  "FEE_FINE_BALANCE_CHANGED",
                  "ITEM_CHECKED_OUT",
                  "ITEM_CHECKED_IN",
                  "ITEM_DECLARED_LOST",
                  "ITEM_AGED_TO_LOST",
                  "ITEM_CLAIMED_RETURNED",
                  "LOAN_DUE_DATE_CHANGED",
                  "LOAN_CLOSED")),
          new CirculationModule(
              "mod-audit-3.1.0",
              List.of("LOG_RECORD"),
              Map.of("LOG_RECORD", "/audit/handlers/log-record")),
          new CirculationModule(
              "mod-remote-storage-3.3.0",
              List.of("LOG_RECORD"),
              Map.of("LOG_RECORD", "/remote-storage/pub-sub-handlers/log-record-event")));

  private static Map<String, String> blocks(String... types) {
    return Arrays.stream(types)
        .collect(
            Collectors.toMap(
                type -> type,
                type ->
                    "/automated-patron-blocks/handlers/"
                        + type.toLowerCase(Locale.ROOT).replace('_', '-')));
  }

  JsonArray publications() {
    JsonArray all = new JsonArray();
    publishes.forEach(
        type ->
            all.add(
                new JsonObject()
                    .put("eventType", type)
                    .put("description", DESCRIPTIONS.get(type))
                    .put("eventTTL", 1)
                    .put("signed", false)));
    return all;
  }

  JsonArray subscriptions() {
    JsonArray all = new JsonArray();
    callbacks.forEach(
        (type, path) ->
            all.add(new JsonObject().put("eventType", type).put("callbackAddress", path)));
    return all;
  }
}
